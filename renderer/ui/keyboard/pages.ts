import { type Layout, type Letters } from './layouts.ts';

/** Every page of keys is one touch from every other. */
export const PAGES = ['letters', 'second', 'signs'] as const;

export type Page = (typeof PAGES)[number];

export interface ShownPage {
  rows: string[][];
  /** Absent on the page of signs. */
  letters?: Letters;
  /** Whether the letters can also stand in another order. */
  ordered: boolean;
}

export function pageOf(layout: Layout, page: Page, alphabetical: boolean): ShownPage {
  if (page === 'signs') return { rows: layout.signs, ordered: false };
  const letters = page === 'letters' ? layout.letters : layout.second.letters;
  const rows = (alphabetical ? letters.alphabetical : undefined) ?? letters.usual;
  return { rows, letters, ordered: letters.alphabetical !== undefined };
}

/** What the key for the order offers: the one that is not there. */
export function otherOrderOf(alphabetical: boolean): 'usual' | 'alphabetical' {
  return alphabetical ? 'usual' : 'alphabetical';
}
