import { LATIN } from './latin.ts';
import { DIGITS, type Layout, rows, SYMBOLS } from './layout.ts';

/** Pinyin: syllables in Latin letters (`v` stands for `ü`), from which characters are proposed. */
export const zhHans: Layout = {
  letters: {
    lang: 'zh-Hans',
    usual: rows('q w e r t y u i o p', "a s d f g h j k l '", 'z x c v b n m ， 。 ？'),
    alphabetical: rows('a b c d e f g h i j', 'k l m n o p q r s t', "u v w x y z ' ， 。 ？"),
    capitals: false,
  },
  second: LATIN,
  signs: rows(DIGITS, '， 。 ？ ！ 、 ： ； “ ” …', '（ ） 《 》 . , ? ! : -', SYMBOLS, '% ° ¥ ( ) " ; –'),
  composes: 'pinyin',
};
