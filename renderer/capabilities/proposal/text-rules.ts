import { countSigns, saysSomething } from '../../ui/index.ts';

/** What the shared schema of words takes at most, whatever a form allows: signs can be made of many units. */
const LONGEST_UNITS = 60_000;

export type TextState =
  { state: 'empty' } | { state: 'fits'; left: number } | { state: 'too-long'; over: number };

/** Whether a text can be sent. `maxSigns` counts signs as people do. */
export function stateOfText(text: string, maxSigns: number): TextState {
  if (!saysSomething(text)) return { state: 'empty' };
  const left = maxSigns - countSigns(text);
  if (left < 0) return { state: 'too-long', over: -left };
  if (text.length > LONGEST_UNITS) return { state: 'too-long', over: text.length - LONGEST_UNITS };
  return { state: 'fits', left };
}
