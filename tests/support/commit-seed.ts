import { execFileSync } from 'node:child_process';

/**
 * Another seed with every commit, so that in time much is tried and yet one commit is always judged alike; or the one
 * that `BORNE_SEED` says, to see something again.
 */
export function seedOfCommit(): number {
  const asked = process.env['BORNE_SEED'];
  if (asked !== undefined) return Number(asked);
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
  return Number.parseInt(commit.slice(0, 7), 16);
}
