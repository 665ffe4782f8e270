import { DIGITS, type Layout, type Letters, PUNCTUATION, rows, SYMBOLS } from './layout.ts';

/** key-2: the accents of French are keys of their own, so that nobody has to hold a key down. */
const FRENCH_ACCENTS = 'é è ê ë à â ç ù û î ô œ';

const QWERTY_TOP = 'q w e r t y u i o p';

const FRENCH: Letters = {
  lang: 'fr',
  usual: rows(FRENCH_ACCENTS, 'a z e r t y u i o p', 'q s d f g h j k l m', "w x c v b n ' - , . ?"),
  alphabetical: rows(FRENCH_ACCENTS, 'a b c d e f g h i j', 'k l m n o p q r s t', "u v w x y z ' - , . ?"),
  capitals: true,
};

/** For names and addresses in France, for people who write another script and know the keyboard of most countries. */
const QWERTY_WITH_ACCENTS: Letters = {
  lang: 'fr',
  usual: rows(FRENCH_ACCENTS, QWERTY_TOP, "a s d f g h j k l ' -", 'z x c v b n m , . @'),
  alphabetical: rows(FRENCH_ACCENTS, 'a b c d e f g h i j', 'k l m n o p q r s t', "u v w x y z ' - , . @"),
  capitals: true,
};

export const LATIN: Layout['second'] = { kind: 'latin', letters: QWERTY_WITH_ACCENTS };

/** In the Maghreb too, real keyboards are French. */
export const LATIN_FRENCH: Layout['second'] = { kind: 'latin', letters: FRENCH };

/** The letters of the names that people in France carry, whatever language they chose. */
function accents(lang: string): Layout['second'] {
  return {
    kind: 'accents',
    letters: {
      lang,
      usual: rows(
        'à á â ã ä å ă ą æ ç',
        'ć č đ è é ê ë ę ğ ì',
        'í î ï ı ł ñ ń ò ó ô',
        'õ ö ø œ ș š ś ş ț ß',
        'ù ú û ü ý ÿ ź ż ž',
      ),
      capitals: true,
    },
  };
}

function signs(more: string): string[][] {
  return rows(DIGITS, PUNCTUATION, SYMBOLS, more);
}

export const fr: Layout = {
  letters: FRENCH,
  second: accents('fr'),
  signs: signs('« » … % ° –'),
};

export const en: Layout = {
  letters: {
    lang: 'en',
    usual: rows(QWERTY_TOP, "a s d f g h j k l ' -", 'z x c v b n m , . ?'),
    alphabetical: rows('a b c d e f g h i j', 'k l m n o p q r s t', "u v w x y z ' - , . ?"),
    capitals: true,
  },
  second: accents('en'),
  signs: signs('% £ $ ° … –'),
};

const SPANISH_ACCENTS = 'á é í ó ú ü ¿ ? ¡ !';

export const es: Layout = {
  letters: {
    lang: 'es',
    usual: rows(SPANISH_ACCENTS, QWERTY_TOP, 'a s d f g h j k l ñ', 'z x c v b n m , . -'),
    alphabetical: rows(SPANISH_ACCENTS, 'a b c d e f g h i j', 'k l m n ñ o p q r s', 't u v w x y z , . -'),
    capitals: true,
  },
  second: accents('es'),
  signs: signs('« » % ° ª º … –'),
};

export const ptPT: Layout = {
  letters: {
    lang: 'pt-PT',
    usual: rows('á à â ã é ê í ó ô õ ú', QWERTY_TOP, 'a s d f g h j k l ç', 'z x c v b n m , . - ?'),
    alphabetical: rows(
      'á à â ã ç é ê í ó ô õ ú',
      'a b c d e f g h i j',
      'k l m n o p q r s t',
      'u v w x y z , . - ?',
    ),
    capitals: true,
  },
  second: accents('pt-PT'),
  signs: signs('« » % ° ª º … –'),
};

export const tr: Layout = {
  letters: {
    lang: 'tr',
    usual: rows('q w e r t y u ı o p ğ ü', "a s d f g h j k l ş i '", 'z x c v b n m ö ç . , -'),
    alphabetical: rows('a b c ç d e f g ğ h ı i', 'j k l m n o ö p q r s ş', "t u ü v w x y z ' . , -"),
    capitals: true,
  },
  second: accents('tr'),
  signs: signs('â î û % ° ₺ … –'),
};

/** ș and ț have a comma below, not the cedilla that old fonts gave them. */
export const ro: Layout = {
  letters: {
    lang: 'ro',
    usual: rows('q w e r t y u i o p ă î', 'a s d f g h j k l ș ț â', 'z x c v b n m , . - ?'),
    alphabetical: rows('a ă â b c d e f g h i î', 'j k l m n o p q r s ș t', 'ț u v w x y z , . - ?'),
    capitals: true,
  },
  second: accents('ro'),
  signs: signs('„ ” « » % ° … –'),
};
