import { NEEDS } from '../../shared/model/index.ts';

const NEED_GROUNDS = NEEDS.map((need) => `${need}-ground`);

/** Which colours meet on the screens: each role for words and pictograms, and every ground that it stands on. */
export const WORDS_ON_GROUNDS: Record<string, readonly string[]> = {
  ink: ['paper', 'card', 'faint', 'info-ground', ...NEED_GROUNDS],
  quiet: ['paper', 'card'],
  accent: ['paper', 'card'],
  'on-accent': ['accent'],
  'on-accent-pressed': ['accent-pressed'],
  'on-pressed': ['pressed'],
  good: ['good-ground'],
  warn: ['warn-ground'],
  stop: ['stop-ground'],
};

/**
 * Whether a ground is there in a theme. Black and white have nothing in between: what other themes paint `faint` keeps the
 * colour of a card.
 */
export function isGround(ground: string, theme: string): boolean {
  return ground !== 'faint' || !['white-on-black', 'black-on-white'].includes(theme);
}

/** The same for edges, rings and marks: what has to be seen, not read. */
export const PARTS_ON_GROUNDS: Record<string, readonly string[]> = {
  line: ['paper', 'card', 'faint'],
  focus: ['paper', 'card', 'faint', ...NEED_GROUNDS],
  accent: ['paper', 'card', 'faint'],
  ...Object.fromEntries(NEEDS.map((need) => [need, ['paper', 'card', `${need}-ground`]])),
};
