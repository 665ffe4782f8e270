import { type Language } from '../../../shared/model/index.ts';

/** Something in the texts that has to be mended, said so that whoever reads it knows what to do. */
export interface Fault {
  file: string;
  key: string;
  problem: string;
}

/** One text in one language, beside the wording that it translates. */
export interface Wording {
  file: string;
  key: string;
  language: Language;
  text: string;
  /** The wording it was made from: French, in all that we ship. */
  original: string;
  /** The English wording, to find English left in another language; absent where there is none. */
  english?: string | undefined;
}

/** What is wrong with a wording: one sentence for each thing. */
export type Rule = (wording: Wording) => string[];

export function faultLine({ file, key, problem }: Fault): string {
  return `${file} · ${key}: ${problem}`;
}

/** How a text stands in a sentence about it: its beginning is enough to find it. */
export function shortly(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > 50 ? `“${line.slice(0, 49)}…”` : `“${line}”`;
}
