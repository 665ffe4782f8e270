/** Why a word is pointed out: nothing is hidden because of it, a person reads the text. */
export type InsultReason = 'insult' | 'origin' | 'sex' | 'orientation' | 'disability' | 'threat';

export interface Insult {
  language: string;
  /** Without accents; its plural is found too. */
  word: string;
  why: InsultReason;
}

/**
 * A short list on purpose: words that are said to hurt somebody and hardly otherwise. Words with an innocent meaning are left
 * out, since a list that points at everything is not read. A moderator reads every text, whatever is found in it.
 */
export const INSULTS: readonly Insult[] = [
  { language: 'fr', word: 'connard', why: 'insult' },
  { language: 'fr', word: 'connasse', why: 'sex' },
  { language: 'fr', word: 'encule', why: 'insult' },
  { language: 'fr', word: 'salope', why: 'sex' },
  { language: 'fr', word: 'pute', why: 'sex' },
  { language: 'fr', word: 'pede', why: 'orientation' },
  { language: 'fr', word: 'gouine', why: 'orientation' },
  { language: 'fr', word: 'bougnoule', why: 'origin' },
  { language: 'fr', word: 'negre', why: 'origin' },
  { language: 'fr', word: 'youpin', why: 'origin' },
  { language: 'fr', word: 'mongolien', why: 'disability' },
  { language: 'fr', word: 'je vais te tuer', why: 'threat' },
  { language: 'fr', word: 'je vais vous tuer', why: 'threat' },
  { language: 'en', word: 'asshole', why: 'insult' },
  { language: 'en', word: 'bastard', why: 'insult' },
  { language: 'en', word: 'whore', why: 'sex' },
  { language: 'en', word: 'faggot', why: 'orientation' },
  { language: 'en', word: 'i will kill you', why: 'threat' },
  { language: 'es', word: 'cabron', why: 'insult' },
  { language: 'es', word: 'gilipollas', why: 'insult' },
  { language: 'es', word: 'puta', why: 'sex' },
  { language: 'es', word: 'maricon', why: 'orientation' },
  { language: 'pt-PT', word: 'cabrao', why: 'insult' },
  { language: 'pt-PT', word: 'filho da puta', why: 'insult' },
  { language: 'pt-PT', word: 'paneleiro', why: 'orientation' },
  { language: 'ro', word: 'nenorocit', why: 'insult' },
  { language: 'tr', word: 'orospu', why: 'sex' },
  { language: 'tr', word: 'pic kurusu', why: 'insult' },
  { language: 'ar', word: 'شرموطة', why: 'sex' },
  { language: 'ar', word: 'ابن الكلب', why: 'insult' },
  { language: 'ur', word: 'حرامی', why: 'insult' },
  { language: 'bn', word: 'হারামজাদা', why: 'insult' },
  { language: 'ta', word: 'தேவடியா', why: 'sex' },
  { language: 'zh-Hans', word: '王八蛋', why: 'insult' },
  { language: 'zh-Hans', word: '婊子', why: 'sex' },
  { language: 'ru', word: 'сука', why: 'sex' },
  { language: 'ru', word: 'ублюдок', why: 'insult' },
  { language: 'uk', word: 'виродок', why: 'insult' },
];
