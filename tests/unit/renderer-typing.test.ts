import { describe, expect, test } from 'vitest';
import { stateOfText } from '../../renderer/capabilities/proposal/text-rules.ts';
import { LAYOUTS } from '../../renderer/ui/keyboard/layouts.ts';
import {
  countSigns,
  deleteSign,
  deleteWord,
  insertSign,
  saysSomething,
  withoutUnreadable,
} from '../../renderer/ui/keyboard/typing.ts';

const FAMILY = '👨‍👩‍👧‍👦';

function atEnd(text: string) {
  return { text, start: text.length, end: text.length };
}

describe('writing', () => {
  test('puts a sign where the cursor is, over what is selected', () => {
    expect(insertSign({ text: 'arbe', start: 3, end: 3 }, 'r')).toEqual({ text: 'arbre', start: 4, end: 4 });
    expect(insertSign({ text: 'un banc', start: 0, end: 2 }, 'deux')).toEqual({
      text: 'deux banc',
      start: 4,
      end: 4,
    });
  });

  test.each([
    ['e\u0301', 'an accent apart'],
    [FAMILY, 'a family in one emoji'],
    ['🇫🇷', 'a flag'],
    ['نِ', 'a letter with its vowel'],
  ])('erases %s whole: %s', (sign) => {
    expect(deleteSign(atEnd(`a${sign}`)).text).toBe('a');
  });

  test('erases what is selected, and nothing at the very start', () => {
    expect(deleteSign({ text: 'abcd', start: 1, end: 3 }).text).toBe('ad');
    expect(deleteSign({ text: 'abc', start: 0, end: 0 }).text).toBe('abc');
  });

  test('erases a word and the spaces after it', () => {
    expect(deleteWord(atEnd('plus de bancs  ')).text).toBe('plus de ');
    expect(deleteWord(atEnd('bancs')).text).toBe('');
  });

  test('counts signs as people do', () => {
    expect(countSigns(`é${FAMILY}ة`)).toBe(3);
  });
});

describe('what is pasted', () => {
  test('loses control characters, and says so', () => {
    expect(withoutUnreadable('un\u0000 deux\u001B[31m\u009F')).toEqual({
      text: 'un deux[31m',
      removed: true,
    });
  });

  test('loses halves of signs, which no text may carry', () => {
    expect(withoutUnreadable('a\uD83Cb')).toEqual({ text: 'ab', removed: true });
    expect(withoutUnreadable('🌳')).toEqual({ text: '🌳', removed: false });
  });

  test('keeps line breaks; tabs become spaces', () => {
    expect(withoutUnreadable('a\r\nb\rc\n\td')).toEqual({ text: 'a\nb\nc\n d', removed: false });
  });

  test.each([
    '<b onclick="alert(1)">gras</b> &amp; <script>x</script>',
    'مقاعد في الظل، وشجرة',
    `${FAMILY} été 𝄞`,
    "' OR 1=1; --",
  ])('keeps faithfully: %s', (text) => {
    expect(withoutUnreadable(text)).toEqual({ text, removed: false });
  });
});

describe('a text to send', () => {
  test.each(['', '   ', '\n\n', '\u200B\u200D', '\u00A0'])('is empty when it says nothing: %j', (text) => {
    expect(saysSomething(text)).toBe(false);
    expect(stateOfText(text, 10)).toEqual({ state: 'empty' });
  });

  test('fits up to its last sign', () => {
    expect(stateOfText('é'.repeat(10), 10)).toEqual({ state: 'fits', left: 0 });
    expect(stateOfText('🌳', 10)).toEqual({ state: 'fits', left: 9 });
  });

  test('is too long after that, and says by how much; nothing is cut', () => {
    expect(stateOfText('a'.repeat(20_000), 4_000)).toEqual({ state: 'too-long', over: 16_000 });
  });

  test('never goes beyond what the sealed words can carry, whatever its signs are made of', () => {
    const heavy = FAMILY.repeat(6_000);
    expect(countSigns(heavy)).toBeLessThan(10_000);
    expect(stateOfText(heavy, 10_000).state).toBe('too-long');
  });
});

describe('the keyboards', () => {
  test('French writes every letter of French with one touch', () => {
    const signs = new Set(LAYOUTS.fr.letters.flat());
    for (const letter of "abcdefghijklmnopqrstuvwxyzéèêàâçùôîœ',.-") expect(signs, letter).toContain(letter);
  });

  test('Arabic writes its 28 letters and their forms', () => {
    const signs = new Set(LAYOUTS.ar.letters.flat());
    for (const letter of 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ') expect(signs, letter).toContain(letter);
  });

  test.each(['fr', 'en', 'ar'] as const)('%s has digits, and no sign twice on one layer', (language) => {
    const { letters, signs } = LAYOUTS[language];
    for (const digit of '0123456789') expect(signs.flat()).toContain(digit);
    for (const layer of [letters.flat(), signs.flat()]) expect(new Set(layer).size).toBe(layer.length);
  });

  test.each(['fr', 'en', 'ar'] as const)('%s leaves room for keys of 15 mm on the panel', (language) => {
    const panelMillimetres = 267.8;
    const margins = 20;
    const gap = 2.8;
    for (const row of [...LAYOUTS[language].letters, ...LAYOUTS[language].signs]) {
      expect((panelMillimetres - margins - gap * (row.length - 1)) / row.length).toBeGreaterThanOrEqual(15);
    }
  });
});
