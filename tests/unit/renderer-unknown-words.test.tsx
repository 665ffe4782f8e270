import { I18nextProvider } from 'react-i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { startWithWords } from '../../renderer/language/index.ts';
import { Wording } from '../../renderer/visitor/Wording.tsx';
import { type Localized } from '../../shared/model/index.ts';

function shown(of: Localized): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={startWithWords()}>
      <Wording of={of} />
    </I18nextProvider>,
  );
}

test('a text in a language that this version does not know stands as it is, and is not called French', () => {
  const text = { text: 'Soo dhowow', by: 'human' as const };
  expect(shown({ original: 'so', so: text })).toBe(
    '<span lang="" dir="auto" class="lines">Soo dhowow</span>',
  );
  const arabic = { text: 'أهلا', by: 'human' as const };
  expect(shown({ original: 'so', so: text, ar: arabic })).toContain('<span lang="ar" dir="rtl"');
});
