import { type VoiceName } from './voices.ts';

/** The steps of the speed, in percent of the usual one (acc-27). */
export const RATES = [50, 65, 80, 100, 125, 150, 175, 200] as const;

/** Step 4 of 8: the usual speed. */
export const USUAL_RATE = 4;

/** The steps of the loudness, in decibels under the loudest: 12 dB are left above the usual one (acc-26). */
export const VOLUMES = [-28, -24, -20, -16, -12, -8, -4, 0] as const;

/** Step 5 of 8: what every visit begins with. */
export const USUAL_VOLUME = 5;

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

/** 1 for the usual speed, 2 for the double. */
export function shareOfUsual(rate: number): number {
  return stepOf(RATES, rate) / 100;
}

/** What the samples are multiplied by at one of the steps of the loudness, 1 to 8. */
export function gainOf(volume: number): number {
  return 10 ** (stepOf(VOLUMES, volume) / 20);
}

function stepOf(steps: readonly number[], number: number): number {
  const step = steps[number - 1];
  if (step === undefined) throw new Error(`there is no step ${number} of ${steps.length}`);
  return step;
}
