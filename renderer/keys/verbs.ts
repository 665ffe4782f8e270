import { type KeyMap, KEY_VERBS, type KeyVerb } from '../../shared/contract/index.ts';

/** What matters of a key press. */
export interface Press {
  /** As `KeyboardEvent.key` names it. */
  key: string;
  /** It goes to a field in which somebody writes on a keyboard: there, keys write and move the cursor. */
  writing: boolean;
  /** Held with Control, Alt or the system's key: a command of somebody else. */
  withModifier: boolean;
}

/** What a key asks for by the kiosk's map; undefined for a key that is not in it, or that writes. */
export function verbOf({ key, writing, withModifier }: Press, map: KeyMap): KeyVerb | undefined {
  if (withModifier || (writing && !isOfPad(key))) return undefined;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return KEY_VERBS.find((verb) => map[verb].includes(name));
}

/** Keys that no keyboard for writing uses: those of pads, of headset sockets, of the sound. */
function isOfPad(key: string): boolean {
  return /^F(1[3-9]|2[0-4])$/.test(key) || key.startsWith('AudioVolume');
}

/**
 * Whether a verb says that somebody uses keys in the place of touch (acc-23). Enter alone does not: it is also on every
 * keyboard that somebody types on.
 */
export function meansKeys(verb: KeyVerb): boolean {
  return verb !== 'select' && verb !== 'headset-out';
}

export function isSwitch(verb: KeyVerb): boolean {
  return verb === 'switch-move' || verb === 'switch-select';
}
