/*
 * The names that page, preload and shell share. Apart from the schemas, so that the preload script, which is loaded
 * before every page, does not carry a validator.
 */

/** The name under which the preload script shows its few calls to the page. */
export const WINDOW_BRIDGE = 'borne';

/** The same, of the staff window; and what its preload script posts into it together with a port to the core. */
export const STAFF_BRIDGE = 'borneStaff';
export const STAFF_PORT = 'borne:staff-port';

/** The messages between page, preload and shell; those of a page in a frame, between it and the console. */
export const CHANNELS = {
  askPorts: 'borne:ask-ports',
  ports: 'borne:ports',
  endVisit: 'borne:end-visit',
  print: 'borne:print',
  alive: 'borne:alive',
  askStaffPort: 'borne:ask-staff-port',
  staffPort: 'borne:staff-port',
  closeStaff: 'borne:close-staff',
  /** From the console to the page in its frame. */
  opening: 'borne:opening',
} as const;
