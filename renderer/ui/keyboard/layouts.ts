export const KEYBOARD_LANGUAGES = ['fr', 'en', 'ar'] as const;

export type KeyboardLanguage = (typeof KEYBOARD_LANGUAGES)[number];

export interface Layout {
  /** Rows of signs, from the top; a key may write more than one. */
  letters: string[][];
  /** Digits and punctuation: the one other layer. */
  signs: string[][];
  /** Whether the script has capitals, hence a key for them. */
  capitals: boolean;
}

function rows(...lines: string[]): string[][] {
  return lines.map((line) => line.split(' '));
}

/** key-2: the accents of French are keys of their own, so that nobody has to hold a key down. */
const fr: Layout = {
  letters: rows('é è ê à â ç ù ô î œ', 'a z e r t y u i o p', 'q s d f g h j k l m', "w x c v b n ' - , ."),
  signs: rows('1 2 3 4 5 6 7 8 9 0', '. , ? ! : ; ( ) " -', "@ € / + = & # _ ' *", '« » … % ° ë ï ü û ñ'),
  capitals: true,
};

const en: Layout = {
  letters: rows('q w e r t y u i o p', "a s d f g h j k l '", 'z x c v b n m , . -'),
  signs: rows('1 2 3 4 5 6 7 8 9 0', '. , ? ! : ; ( ) " -', "@ € £ / + = & # _ '"),
  capitals: true,
};

const ar: Layout = {
  letters: rows(
    'أ إ آ ء ئ ؤ ى ة ذ ، .',
    'ض ص ث ق ف غ ع ه خ ح ج',
    'ش س ي ب ل ا ت ن م ك ط',
    'ظ ز و ر د لا لأ ؟ : - ً',
  ),
  signs: rows('1 2 3 4 5 6 7 8 9 0', '٠ ١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩', '. ، ؟ ! : ؛ ( ) " -', '@ € / + = & # _ … %'),
  capitals: false,
};

export const LAYOUTS: Record<KeyboardLanguage, Layout> = { fr, en, ar };
