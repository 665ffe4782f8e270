/** Shorter words have too many neighbours for a guess to help. */
const SHORTEST_FORGIVEN = 4;
/** A Tamil or Bengali sign is often two codes or three: four codes may be but two signs. */
const FEWEST_SIGNS = 3;

/** A letter with what is written around it; what follows a Bengali hasanta is written in the same sign. */
const SIGN = /\P{M}(?:\p{M}|(?<=\u09cd)\p{L})*/gu;
const MARK = /\p{M}/u;
const DIGIT = /\p{N}/u;

/** Whether a guess may help: not for short words, and never for numbers, since 2016 is not 2017. */
export function mayHaveError(word: string): boolean {
  return (
    !DIGIT.test(word) && Array.from(word).length >= SHORTEST_FORGIVEN && signsOf(word).length >= FEWEST_SIGNS
  );
}

/**
 * True when one insertion, deletion, replacement or swap of neighbours turns one word into the other: of codes, where a
 * vowel sign is one, or of whole signs, where a letter goes with all that is written around it.
 */
export function isOneErrorAway(a: string, b: string): boolean {
  if (isFar(a, b)) return false;
  if (isOneStepAway(Array.from(a), Array.from(b))) return true;
  if (!MARK.test(a) && !MARK.test(b)) return false;
  const signs = signsOf(a);
  return signs.length >= SHORTEST_FORGIVEN && isOneStepAway(signs, signsOf(b));
}

/** In UTF-16 units: a Bengali cluster of three consonants with its vowel. */
const LONGEST_SIGN = 6;

/** True of most words that one error cannot join: told without cutting them into signs, since there are thousands. */
function isFar(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > LONGEST_SIGN) return true;
  const { start, end } = sameEnds(a, b);
  const changed = Math.max(a.length, b.length) - start - end;
  return changed > 2 * LONGEST_SIGN || changed > 2 + start + end;
}

function signsOf(word: string): string[] {
  return word.match(SIGN) ?? [];
}

function isOneStepAway(a: readonly string[], b: readonly string[]): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const { start, end } = sameEnds(a, b);
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return restA.length + restB.length > 0;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

/** How long two words are the same from their first sign on, and then from their last one back. */
function sameEnds(a: ArrayLike<string>, b: ArrayLike<string>): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return { start, end };
}
