import { z } from 'zod';

/* What a technician tells of the place and of the devices that people use instead of their fingers or eyes. */

/** The panel before the visitor: sizes on the screen are given in millimetres and computed from it (acc-3). */
export const panelSchema = z.object({
  diagonalInches: z.number().min(7).max(100).default(21.5),
  widthPixels: z.number().int().positive().default(1080),
  heightPixels: z.number().int().positive().default(1920),
  /** From the floor to the lower edge of the picture: the low mode is computed from it (acc-17). */
  bottomEdgeMillimetres: z.number().min(0).max(1_100).default(900),
  /** How far the eyes are: past 700 mm all letters grow, so that the largest keep 0.7° (acc-2). */
  viewingDistanceMillimetres: z.number().min(300).max(2_000).default(600),
});

export const idleSchema = z.object({
  /** WCAG 2.2.1 and VVSG: long enough for somebody who reads slowly, short enough for the next in line (acc-19). */
  warnAfterSeconds: z.number().int().min(60).max(300).default(120),
  /** How long the question stays before the visit ends. */
  graceSeconds: z.number().int().min(20).max(120).default(30),
  /** By how much both are longer for somebody who uses keys, switches or the voice. */
  slowFactor: z.number().min(1).max(10).default(2),
});

/** What a key can mean. */
export const KEY_VERBS = [
  'next',
  'previous',
  'page-down',
  'page-up',
  'select',
  'help',
  'listen',
  'stop',
  'slower',
  'faster',
  'quieter',
  'louder',
  'dark',
  'switch-move',
  'switch-select',
  'headset-in',
  'headset-out',
] as const;

export type KeyVerb = (typeof KEY_VERBS)[number];

/** `KeyboardEvent.key` values, letters in lower case. The usual map is that of voting machines' tactile pads (acc-28). */
const keyNames = (...keys: string[]) => z.array(z.string().min(1).max(40)).max(8).default(keys);

export const keyMapSchema = z.strictObject({
  next: keyNames('ArrowDown'),
  previous: keyNames('ArrowUp'),
  'page-down': keyNames('ArrowRight'),
  'page-up': keyNames('ArrowLeft'),
  select: keyNames('Enter'),
  help: keyNames('r', 'F23'),
  listen: keyNames('m'),
  stop: keyNames('p'),
  slower: keyNames(','),
  faster: keyNames('.'),
  quieter: keyNames('-', 'AudioVolumeDown'),
  louder: keyNames('=', 'AudioVolumeUp'),
  dark: keyNames('F13'),
  'switch-move': keyNames('1'),
  'switch-select': keyNames('2'),
  'headset-in': keyNames('F15'),
  'headset-out': keyNames('F16'),
});

export type KeyMap = z.infer<typeof keyMapSchema>;

/**
 * How the kiosk knows that only one person hears it. `never`: what people typed and their codes are never said aloud;
 * `keys`: the socket sends a key when a plug goes in or out, as tactile pads do; `always`: there is only a handset.
 */
export const headsetSchema = z.enum(['never', 'keys', 'always']);

export type HeadsetDetection = z.infer<typeof headsetSchema>;

/** What the page is told of all this. */
export const accessSchema = z.object({
  panel: panelSchema,
  idle: idleSchema,
  keys: keyMapSchema,
  headset: headsetSchema,
  /** Milliseconds for which a touched key of the keyboard ignores the same touch: for hands that tremble (acc-13). */
  sameKeyMilliseconds: z.number().int().min(0).max(500),
  /** A reader of QR codes that types as a keyboard does is built in: the paper says that it can be shown. */
  codeReader: z.boolean(),
  /** Seconds before the kiosk moves on by itself, for somebody with one switch (acc-29). */
  scanSeconds: z.number().min(1).max(10),
});

/** What holds where a technician wrote nothing, and until the kiosk has described itself. */
export const USUAL_ACCESS = accessSchema.parse({
  panel: {},
  idle: {},
  keys: {},
  headset: 'never',
  codeReader: false,
  sameKeyMilliseconds: 60,
  scanSeconds: 2,
});
