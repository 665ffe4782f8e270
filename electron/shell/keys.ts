/** What matters of a key that was pressed. */
export interface PressedKey {
  /** As `KeyboardEvent.key` names it. */
  key: string;
  control: boolean;
  alt: boolean;
  meta: boolean;
}

const MOVING_AND_EDITING = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Shift',
  'CapsLock',
  'NumLock',
  'AltGraph',
  'Control',
  'Dead',
  'Process',
  'Compose',
  'Unidentified',
]);

const TEXT_COMMANDS = new Set(['a', 'c', 'v', 'x', 'z']);

/** Keypads for people who cannot use the screen send F13 to F24; F1 to F12 belong to browsers and systems. */
const KEYPAD = /^F(1[3-9]|2[0-4])$/;

/** A pad's own keys for the sound: the page turns its own volume, never the system's. */
const SOUND = new Set(['AudioVolumeDown', 'AudioVolumeUp', 'AudioVolumeMute']);

/** Whether a key may reach the page: writing, moving, and keypads. Browser and system keys may not (escape matrix). */
export function mayReachPage({ key, control, alt, meta }: PressedKey): boolean {
  if (KEYPAD.test(key) || SOUND.has(key)) return true;
  if (meta) return false;
  // Windows sends AltGr as Ctrl + Alt: that is how a French keyboard writes @ and €.
  if (control && alt) return isOneSign(key) && !/^[a-z0-9]$/i.test(key);
  if (alt) return key === 'Alt' || (isOneSign(key) && !/^[ -~]$/.test(key));
  if (control) return key === 'Control' || TEXT_COMMANDS.has(key.toLowerCase());
  return isOneSign(key) || MOVING_AND_EDITING.has(key) || key === 'Alt';
}

function isOneSign(key: string): boolean {
  return [...key].length === 1;
}
