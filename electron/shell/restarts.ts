import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const momentsSchema = z.array(z.number());

export interface Limit {
  /** More than so many… */
  count: number;
  /** …within so many milliseconds is too much. */
  milliseconds: number;
}

/** Lost pages: beyond this the program itself is started again (`res-2`). */
export const PAGE_LIMIT: Limit = { count: 3, milliseconds: 60_000 };
/** Restarts of the program: beyond this it says that it is out of service, instead of flickering for ever (`res-2`). */
export const RESTART_LIMIT: Limit = { count: 5, milliseconds: 600_000 };

/** The moments that still count, with `now` among them. */
export function withMoment(moments: number[], now: number, { milliseconds }: Limit): number[] {
  return [...moments.filter((moment) => now - moment < milliseconds && moment <= now), now];
}

/** Counts things that go wrong within this run. Tells whether it is too much. */
export function countUpTo(limit: Limit): () => boolean {
  let moments: number[] = [];
  return () => {
    moments = withMoment(moments, Date.now(), limit);
    return moments.length > limit.count;
  };
}

/** Counts the restarts of the program in a file, since memory does not outlive them. Tells whether it is too much. */
export function countRestart(folder: string): boolean {
  const file = path.join(folder, 'restarts.json');
  const moments = withMoment(readMoments(file), Date.now(), RESTART_LIMIT);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(moments));
  return moments.length > RESTART_LIMIT.count;
}

function readMoments(file: string): number[] {
  try {
    const moments = momentsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return moments.success ? moments.data : [];
  } catch {
    return [];
  }
}
