import { type KeyMap, KEY_VERBS, type KeyVerb } from '../../shared/contract/index.ts';

/** What matters of a key press. */
export interface Press {
  /** As `KeyboardEvent.key` names it. */
  key: string;
  /** Whether it goes to a field, where letters and digits are for writing. */
  inField: boolean;
  /** Held with Control, Alt or the system's key: a command of somebody else. */
  withModifier: boolean;
}

/** What a key asks for by the kiosk's map; undefined for a key that is not in it, or that writes. */
export function verbOf({ key, inField, withModifier }: Press, map: KeyMap): KeyVerb | undefined {
  if (withModifier || (inField && writes(key))) return undefined;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return KEY_VERBS.find((verb) => map[verb].includes(name));
}

/** A key that puts a sign into a field. */
function writes(key: string): boolean {
  return [...key].length === 1;
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
