import { type Finding, type Part } from '../../../shared/moderation/index.ts';

/** A part of the text that can be taken out: one that was pointed out, or one that the moderator has chosen. */
export interface Takeable extends Part {
  kind: Finding['kind'] | 'chosen';
  why?: Finding['why'];
  taken: boolean;
}

/** What tells where somebody lives or how to reach them is out until somebody wants it back. */
const OUT_AT_FIRST: ReadonlySet<Takeable['kind']> = new Set(['telephone', 'email', 'address']);

export function takeables(findings: readonly Finding[]): Takeable[] {
  return findings.map((finding) => ({ ...finding, taken: OUT_AT_FIRST.has(finding.kind) }));
}

/** With one part more, out at once; nothing for an empty one. */
export function withChosen(parts: readonly Takeable[], { start, end }: Part): Takeable[] {
  if (start >= end) return [...parts];
  const chosen: Takeable = { kind: 'chosen', start, end, taken: true };
  return [...parts, chosen].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Where a place in a field stands in the text: a field makes one sign of the two that end a line on some machines. */
export function placeInText(text: string, placeInField: number): number {
  let place = 0;
  for (let signs = 0; signs < placeInField; signs += 1) place += text.startsWith('\r\n', place) ? 2 : 1;
  return place;
}
