import { shareOfUsual } from './steps.ts';
import { type VoiceName } from './voices.ts';

/**
 * espeak's own number for the usual speed of each voice and for its double, measured on the first article of the
 * Universal Declaration of Human Rights. espeak's “words per minute” are not those of a clock. Usual is 125 real words a
 * minute where words are counted as in English, French being as slow as espeak can be (129); elsewhere, where words are
 * longer or not written apart, the article takes 15 seconds.
 */
const PACES: Record<VoiceName, { usual: number; double: number }> = {
  fr: { usual: 82, double: 166 },
  en: { usual: 106, double: 213 },
  ar: { usual: 110, double: 225 },
  es: { usual: 120, double: 262 },
  pt: { usual: 121, double: 239 },
  tr: { usual: 129, double: 248 },
  cmn: { usual: 132, double: 248 },
  ta: { usual: 121, double: 243 },
  bn: { usual: 151, double: 298 },
  ur: { usual: 125, double: 232 },
  ro: { usual: 134, double: 270 },
  uk: { usual: 152, double: 303 },
  ru: { usual: 81, double: 201 },
};

export interface Pace {
  /** For espeak. */
  wordsPerMinute: number;
  /** By how much the sound is then drawn out: espeak cannot speak slower than some 80 of its words a minute. */
  stretch: number;
}

/** How a voice is to speak at one of the steps of the speed, 1 to 8. */
export function paceOf(voice: VoiceName, rate: number): Pace {
  const speed = shareOfUsual(rate);
  const { usual, double } = PACES[voice];
  if (speed <= 1) return { wordsPerMinute: usual, stretch: 1 / speed };
  return { wordsPerMinute: Math.round(usual * (double / usual) ** Math.log2(speed)), stretch: 1 };
}
