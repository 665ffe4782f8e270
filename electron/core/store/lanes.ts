/**
 * Which items go first. `prompt`: places and hours that are few, or that somebody waits for; `bulk`: what nobody waits
 * for; `usual`: all the rest.
 */
export type Lane = 'prompt' | 'usual' | 'bulk';

/** Numbers of the file: a lane that is added gets a number, and none is ever given another meaning. */
const RANKS: Record<Lane, number> = { prompt: 0, usual: 1, bulk: 2 };

export function rankOf(lane: Lane = 'usual'): number {
  return RANKS[lane];
}
