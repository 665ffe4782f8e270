import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type Appearance } from '../../scripts/lib/every-screen.ts';
import { LANGUAGES, type Language } from '../../shared/model/index.ts';

export interface Combination extends Required<Appearance> {
  language: Language;
  panel: 'upright' | 'lying';
}

const CHOICES = {
  language: LANGUAGES,
  size: ['small', 'medium', 'large', 'extra-large'],
  theme: ['light', 'soft', 'white-on-black', 'black-on-white'],
  panel: ['upright', 'lying'],
  low: [false, true],
} as const;

const NAMES = ['language', 'size', 'theme', 'panel', 'low'] as const;

export function nameOf({ language, size, theme, panel, low }: Combination): string {
  return [language, size, theme, panel, ...(low ? ['low'] : [])].join(', ');
}

/**
 * Combinations in which every two choices meet at least once: a fault that needs two things together (Tamil at the
 * largest size, soft colours lying down) is met by one of them. Chosen greedily, always the same.
 */
export function pairwise(): Combination[] {
  const all = everyCombination();
  const missing = new Set(all.flatMap(pairsOf));
  const chosen: Combination[] = [];
  while (missing.size > 0) {
    const [best] = all
      .map((combination) => ({
        combination,
        news: pairsOf(combination).filter((pair) => missing.has(pair)).length,
      }))
      .toSorted((a, b) => b.news - a.news);
    if (!best) break;
    chosen.push(best.combination);
    for (const pair of pairsOf(best.combination)) missing.delete(pair);
  }
  return chosen;
}

/** As many of them as asked, others with every commit: in time all are seen. */
export function rotating(count: number): Combination[] {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const rank = (combination: Combination) =>
    createHash('sha256')
      .update(`${commit} ${nameOf(combination)}`)
      .digest('hex');
  return pairwise()
    .toSorted((a, b) => rank(a).localeCompare(rank(b)))
    .slice(0, count);
}

function everyCombination(): Combination[] {
  return CHOICES.language.flatMap((language) =>
    CHOICES.size.flatMap((size) =>
      CHOICES.theme.flatMap((theme) =>
        CHOICES.panel.flatMap((panel) => CHOICES.low.map((low) => ({ language, size, theme, panel, low }))),
      ),
    ),
  );
}

function pairsOf(combination: Combination): string[] {
  return NAMES.flatMap((a, index) =>
    NAMES.slice(index + 1).map((b) => `${a}=${combination[a]} ${b}=${combination[b]}`),
  );
}
