import { type CSSProperties } from 'react';
import { countSigns } from './keyboard/typing.ts';

/**
 * Tells the style sheet how many signs the longest word of a label has, as `--signs`: in a narrow place a long word is
 * written smaller than the size that was chosen, and never cut. A type of styles knows no custom property.
 */
export function longestWord(label: string): CSSProperties {
  const longest = Math.max(1, ...label.split(/\s/).map(countSigns));
  return Object.fromEntries([['--signs', longest]]);
}
