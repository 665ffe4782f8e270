import { type CSSProperties } from 'react';

/** Marks that stand over or under a letter take no width; vowel signs of Indic scripts that stand beside it do. */
const TAKES_WIDTH = /[^\p{Mn}\p{Me}\p{Cf}]/gu;

/**
 * Tells the style sheet how many letters wide the longest word of a label is, as `--signs`: in a narrow place a long word
 * is written smaller than the size that was chosen, and never cut. A type of styles knows no custom property.
 */
export function longestWord(label: string): CSSProperties {
  const longest = Math.max(1, ...label.split(/\s/).map(widthOf));
  return Object.fromEntries([['--signs', longest]]);
}

function widthOf(word: string): number {
  return word.match(TAKES_WIDTH)?.length ?? 0;
}
