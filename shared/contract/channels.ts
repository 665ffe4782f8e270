/*
 * The names that page, preload and shell share. Apart from the schemas, so that the preload script, which is loaded
 * before every page, does not carry a validator.
 */

/** The name under which the preload script shows its few calls to the page. */
export const WINDOW_BRIDGE = 'borne';

/** The messages between page, preload and shell; those of a page in a frame, between it and the console. */
export const CHANNELS = {
  askPorts: 'borne:ask-ports',
  ports: 'borne:ports',
  endVisit: 'borne:end-visit',
  print: 'borne:print',
  alive: 'borne:alive',
  /** From the console to the page in its frame. */
  opening: 'borne:opening',
} as const;
