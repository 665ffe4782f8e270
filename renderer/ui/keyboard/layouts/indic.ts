import { LATIN } from './latin.ts';
import { DIGITS, type Layout, PUNCTUATION, rows, SYMBOLS } from './layout.ts';

/**
 * In the order of the alphabet that every child learns: few readers ever typed. Vowels, their signs under them in the
 * same columns, consonants. Signs follow their consonant, as in speech.
 */
export const ta: Layout = {
  letters: {
    lang: 'ta',
    usual: rows(
      'அ ஆ இ ஈ உ ஊ எ ஏ ஐ ஒ ஓ ஔ',
      '் ா ி ீ ு ூ ெ ே ை ொ ோ ௌ',
      'க ங ச ஞ ட ண த ந ப ம ய ர',
      'ல வ ழ ள ற ன ஃ ஜ ஶ ஷ ஸ ஹ',
      'க்ஷ ஸ்ரீ . , ? ! : -',
    ),
    capitals: false,
  },
  second: LATIN,
  signs: rows(DIGITS, PUNCTUATION, SYMBOLS, '“ ” % ° … –'),
};

/** The last row holds what follows or joins: the marks, and the three joined forms that people look for as such. */
export const bn: Layout = {
  letters: {
    lang: 'bn',
    usual: rows(
      'অ আ ই ঈ উ ঊ ঋ এ ঐ ও ঔ ।',
      '্ া ি ী ু ূ ৃ ে ৈ ো ৌ',
      'ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ',
      'ড ঢ ণ ত থ দ ধ ন প ফ ব ভ',
      'ম য র ল শ ষ স হ ড় ঢ় য় ৎ',
      'ং ঃ ঁ ্য ্র র্ , ? ! : -',
    ),
    capitals: false,
  },
  second: LATIN,
  signs: rows(DIGITS, '১ ২ ৩ ৪ ৫ ৬ ৭ ৮ ৯ ০', PUNCTUATION, SYMBOLS, '। “ ” % ° ৳ … –'),
};
