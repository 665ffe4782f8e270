import { type Lane } from '../store/index.ts';

/**
 * By what a form is for, as the page wrote it into the clear header. `prompt`: seats and hours are few and given to who
 * comes first, a place that is given back helps the next one, and somebody waits for the call. `bulk`: it is counted or
 * planned in weeks. A word that is not here goes as usual: an older kiosk must not hold up, or prefer, what it does not
 * know.
 */
const LANE_OF: ReadonlyMap<string, Lane> = new Map([
  ['withdrawal', 'prompt'],
  ['registration', 'prompt'],
  ['appointment', 'prompt'],
  ['booking', 'prompt'],
  ['callback', 'prompt'],
  ['survey', 'bulk'],
  ['training', 'bulk'],
]);

export function laneOf(act: string | undefined): Lane {
  return LANE_OF.get(act ?? '') ?? 'usual';
}
