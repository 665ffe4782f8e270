import { LATIN } from './latin.ts';
import { DIGITS, type Layout, PUNCTUATION, rows, SYMBOLS } from './layout.ts';

export const uk: Layout = {
  letters: {
    lang: 'uk',
    usual: rows('й ц у к е н г ш щ з х ї', 'ф і в а п р о л д ж є ґ', "я ч с м и т ь б ю ' . ,"),
    alphabetical: rows('а б в г ґ д е є ж з и і', 'ї й к л м н о п р с т у', "ф х ц ч ш щ ь ю я ' . ,"),
    capitals: true,
  },
  second: LATIN,
  signs: rows(DIGITS, PUNCTUATION, SYMBOLS, '« » % ° № ₴ … –'),
};

export const ru: Layout = {
  letters: {
    lang: 'ru',
    usual: rows('й ц у к е н г ш щ з х ъ', 'ф ы в а п р о л д ж э ё', 'я ч с м и т ь б ю . , -'),
    alphabetical: rows('а б в г д е ё ж з и й к', 'л м н о п р с т у ф х ц', 'ч ш щ ъ ы ь э ю я . , -'),
    capitals: true,
  },
  second: LATIN,
  signs: rows(DIGITS, PUNCTUATION, SYMBOLS, '« » % ° № ₽ … –'),
};
