import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PAPER_READERS } from '../../scripts/lib/print-service.ts';

const run = promisify(execFile);

/** As fine as the printer of a roll prints. */
const DOTS_PER_INCH = 203;
const POINTS_PER_MILLIMETRE = 72 / 25.4;

export interface Paper {
  pages: number;
  widthMillimetres: number;
  lengthMillimetres: number;
  /** All that stands on it. */
  text: string;
  /** What a camera reads from the square on its first page, drawn as the printer would. */
  square: string;
}

/** Reads a printed PDF as somebody with the paper in hand would. */
export async function readPaper(pdf: string): Promise<Paper> {
  const [facts, words, square] = await Promise.all([
    run(PAPER_READERS.facts, [pdf]),
    run(PAPER_READERS.words, [pdf, '-']),
    readSquare(pdf),
  ]);
  const [, width = '0', length = '0'] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(facts.stdout) ?? [];
  return {
    pages: Number(/Pages:\s+(\d+)/.exec(facts.stdout)?.[1]),
    widthMillimetres: Number(width) / POINTS_PER_MILLIMETRE,
    lengthMillimetres: Number(length) / POINTS_PER_MILLIMETRE,
    text: words.stdout,
    square,
  };
}

/**
 * The words of a text that do not stand on the paper. A PDF knows how letters are drawn, not where words begin nor in which
 * order they are read: letters alone are compared, without the marks above them.
 */
export function wordsMissing(paper: Paper, text: string): string[] {
  const there = letters(paper.text).join('');
  return letters(text).filter((word) => !there.includes(word));
}

function letters(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/[\p{M}\p{Cf}]/gu, '')
      .match(/\p{L}+/gu) ?? []
  );
}

async function readSquare(pdf: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-paper-'));
  try {
    const words = ['-r', String(DOTS_PER_INCH), '-mono', '-singlefile', pdf, join(folder, 'page')];
    await run(PAPER_READERS.picture, words);
    const { stdout } = await run(PAPER_READERS.square, ['--quiet', '--raw', join(folder, 'page.pbm')]);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
