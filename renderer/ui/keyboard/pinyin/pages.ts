import { type Candidate } from './suggest.ts';

/** In millimetres: half of the panel when it lies, and keys at the largest text. */
const ROOM = 236;
const GAP = 2.8;
const SMALLEST_KEY = 15.2;
const CHARACTER = 11.2;
const PADDING = 4;

/** As many candidates a page as stand in one row, whatever the orientation and the size of the text. */
export function pagesOf(candidates: Candidate[]): Candidate[][] {
  const pages: Candidate[][] = [];
  let room = 0;
  for (const candidate of candidates) {
    const needed = Math.max(SMALLEST_KEY, [...candidate.text].length * CHARACTER + PADDING) + GAP;
    if (needed > room) {
      pages.push([]);
      room = ROOM + GAP;
    }
    pages.at(-1)?.push(candidate);
    room -= needed;
  }
  return pages;
}
