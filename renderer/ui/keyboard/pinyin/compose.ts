import { type Candidate } from './suggest.ts';

/** What a touch does: the letters that go on composing, and what is written, over letters that stand in the field. */
export interface Step {
  letters: string;
  write: { sign: string; instead?: string };
}

/** A letter goes on; a space takes the first candidate; any other sign takes it and follows it. */
export function typeSign(letters: string, sign: string, first: Candidate | undefined): Step {
  if (isPinyin(sign, letters)) return { letters: letters + sign, write: { sign } };
  if (letters === '' || !first) return { letters: '', write: { sign } };
  if (sign === ' ') return chooseCandidate(letters, first);
  const { letters: rest } = chooseCandidate(letters, first);
  return { letters: '', write: { sign: first.text + rest + sign, instead: letters } };
}

/** What is left of the letters goes on composing. */
export function chooseCandidate(letters: string, { text, letters: taken }: Candidate): Step {
  const rest = letters.slice(taken).replace(/^'/, '');
  return { letters: rest, write: { sign: text + rest, instead: letters } };
}

function isPinyin(sign: string, letters: string): boolean {
  return /^[a-z]$/.test(sign) || (sign === "'" && letters !== '');
}
