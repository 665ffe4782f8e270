import { type Part } from './findings.ts';

/** Said in place of what was taken out, so that nobody takes the rest for the whole. */
export const TAKEN_OUT = '[…]';

/** The text without these parts, each of them marked; parts that meet are one. */
export function withoutParts(text: string, parts: readonly Part[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of joined(text, parts)) {
    rest += text.slice(at, start) + TAKEN_OUT;
    at = end;
  }
  return rest + text.slice(at);
}

/** Whether anything is said once what was taken out is gone. */
export function saysAnything(shortened: string): boolean {
  return /[\p{L}\p{N}]/u.test(shortened.replaceAll(TAKEN_OUT, ''));
}

function joined(text: string, parts: readonly Part[]): Part[] {
  const inside = parts
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(text.length, end) }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start);
  const whole: Part[] = [];
  for (const part of inside) {
    const last = whole.at(-1);
    // With only a space between them, they are one gap.
    if (last && text.slice(last.end, part.start).trim() === '') last.end = Math.max(last.end, part.end);
    else whole.push({ ...part });
  }
  return whole;
}
