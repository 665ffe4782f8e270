import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { DigitPad } from '../../renderer/ui/index.ts';
import { KEYBOARD_LANGUAGES, type KeyboardLanguage } from '../../renderer/ui/keyboard/layouts.ts';
import { OnScreenKeyboard } from '../../renderer/ui/keyboard/OnScreenKeyboard.tsx';
import {
  FIRST_HABITS,
  type KeyboardSettings,
  type KeyboardWords,
} from '../../renderer/ui/keyboard/settings.ts';
import { SIGN_NAMES, type SignName } from '../../renderer/ui/keyboard/signs.ts';

const NAMES = Object.fromEntries(SIGN_NAMES.map((name) => [name, `[${name}]`])) as Record<SignName, string>;

/** Each word is its own key, so that a key that shows the wrong one is seen. */
const WORDS = new Proxy({} as KeyboardWords, {
  get: (_, key) => (key === 'names' ? NAMES : `{${String(key)}}`),
});

const nothing = () => undefined;

function settings(language: KeyboardLanguage, more: Partial<KeyboardSettings> = {}): KeyboardSettings {
  return { language, words: WORDS, habits: FIRST_HABITS, onHabits: nothing, ...more };
}

function keyboard(
  language: KeyboardLanguage,
  more: Partial<KeyboardSettings> & { onNewLine?: () => void } = {},
) {
  const { onNewLine, ...rest } = more;
  return namesOf(
    <OnScreenKeyboard
      {...settings(language, rest)}
      onSign={nothing}
      onErase={nothing}
      onEraseWord={nothing}
      onEraseAll={nothing}
      onNewLine={onNewLine}
      written={false}
    />,
  );
}

/** What a screen reader calls each key, in the order of the page. */
function namesOf(element: React.ReactElement): string[] {
  const keys = renderToStaticMarkup(element).match(/<button.*?<\/button>/gs) ?? [];
  return keys.map((key) => /aria-label="([^"]*)"/.exec(key)?.[1] ?? key.replaceAll(/<[^>]*>/g, ''));
}

describe.each(KEYBOARD_LANGUAGES)('the keys for %s', (language) => {
  test('all have a name, and no two the same one', () => {
    const names = keyboard(language, { onNewLine: nothing });
    expect(names).not.toContain('');
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['{signs}', '{space}', '{newLine}', '{erase}', '{eraseWord}', '{clear}']),
    );
  });

  test('say signs by their names, and marks without what they are drawn on', () => {
    const names = keyboard(language);
    expect(names.join(' ')).toMatch(/\[(comma|full-stop|question)\]/);
    for (const name of names) expect(name).not.toMatch(/[◌ـ]|^\p{P}$/u);
  });
});

test('the way to other letters is to accents from Latin ones, to Latin from all others', () => {
  for (const language of ['fr', 'en', 'es', 'pt-PT', 'tr', 'ro'] as const)
    expect(keyboard(language)).toContain('{accents}');
  for (const language of ['ar', 'zh-Hans', 'ta', 'bn', 'ur', 'uk', 'ru'] as const)
    expect(keyboard(language)).toContain('{latin}');
});

test('capitals are offered where the script has them', () => {
  expect(KEYBOARD_LANGUAGES.filter((language) => keyboard(language).includes('{capitals}'))).toEqual([
    'fr',
    'en',
    'es',
    'pt-PT',
    'tr',
    'ro',
    'uk',
    'ru',
  ]);
});

test('the order of the letters can be changed where there is another', () => {
  expect(keyboard('fr')).toContain('{alphabetical}');
  expect(keyboard('fr', { habits: { alphabetical: true, said: false } })).toContain('{usual}');
  expect(keyboard('ta')).not.toContain('{alphabetical}');
});

test('keys offer to say their names only where something can be said', () => {
  expect(keyboard('fr')).not.toContain('{speak}');
  expect(keyboard('fr', { onKeySaid: nothing })).toContain('{speak}');
  const said = { alphabetical: false, said: true };
  expect(keyboard('fr', { onKeySaid: nothing, habits: said })).toContain('{speakOff}');
});

test('one line takes no new line', () => {
  expect(keyboard('fr')).not.toContain('{newLine}');
});

test('the pad for numbers has the digits as on a telephone, and the sign that the number needs', () => {
  const pad = (sign?: string) =>
    namesOf(
      <DigitPad
        {...settings('bn')}
        onSign={nothing}
        onErase={nothing}
        onEraseAll={nothing}
        written
        {...(sign === undefined ? {} : { sign })}
      />,
    );
  expect(pad()).toEqual([...'1234567890', '{erase}', '{clear}']);
  expect(pad(',').slice(8)).toEqual(['9', '[comma]', '0', '{erase}', '{clear}']);
});
