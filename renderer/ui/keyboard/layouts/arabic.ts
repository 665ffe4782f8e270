import { LATIN, LATIN_FRENCH } from './latin.ts';
import { DIGITS, fromTheRight, type Layout, rows } from './layout.ts';

/*
 * Where one writes from the right, the parenthesis that opens is drawn `)`: the keys show it so, and stand the other way
 * round.
 */

export const ar: Layout = {
  letters: {
    lang: 'ar',
    usual: rows(
      'أ إ آ لأ لإ لآ ، . ؟ : -',
      'ض ص ث ق ف غ ع ه خ ح ج د',
      'ش س ي ب ل ا ت ن م ك ط ذ',
      'ئ ء ؤ ر لا ى ة و ز ظ',
    ),
    alphabetical: fromTheRight(
      rows(
        'ا ب ت ث ج ح خ د ذ ر ز س',
        'ش ص ض ط ظ ع غ ف ق ك ل م',
        'ن ه و ي ء أ إ آ ة ى ئ ؤ',
        'لا لأ لإ لآ ، . ؟ : -',
      ),
    ),
    capitals: false,
  },
  second: LATIN_FRENCH,
  signs: rows(DIGITS, '٠ ١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩', '. ، ؟ ! : ؛ ) ( " -', '@ € / + = & # _ … %', 'َ ُ ِ ّ ْ ً ٌ ٍ ـ » «'),
};

/** Urdu's own letters: ی and ک, never the Arabic ي and ك, which look alike and are not found by a search. */
export const ur: Layout = {
  letters: {
    lang: 'ur',
    usual: rows(
      'ٹ ڑ ڈ ص ض خ غ ث ظ ذ ژ ھ',
      'ق و ع ر ت ے ء ی ہ پ ئ ؤ',
      'ا آ س د ف گ ح ج ک ل ۃ ۂ',
      'ز ش چ ط ب ن ں م ، ۔ ؟',
    ),
    alphabetical: fromTheRight(
      rows(
        'ا آ ب پ ت ٹ ث ج چ ح خ د',
        'ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ',
        'ع غ ف ق ک گ ل م ن ں و ہ',
        'ھ ء ی ے ئ ؤ ۂ ۃ ، ۔ ؟',
      ),
    ),
    capitals: false,
  },
  second: LATIN,
  signs: rows(DIGITS, '۰ ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹', '۔ ، ؟ ! : ؛ ) ( " -', '@ € / + = & # _ . %', 'َ ُ ِ ّ ْ ً ٰ ٔ … “ ”'),
};
