/** Longer than somebody stands before the welcome screen who touched it and looks for their language. */
const QUIET_MILLISECONDS = 60_000;

/** What is known of the visit on the screen; moments are of the clock that only goes forward. */
export interface Presence {
  /** The page's last word: that it waits for somebody on its welcome screen. */
  isWaiting: boolean;
  /** The last touch, key or wheel, whatever the page made of it. */
  touchedAt: number | undefined;
}

/** Whether nobody stands before the kiosk, so that it may start again without taking anything from anybody. */
export function isVacant({ isWaiting, touchedAt }: Presence, now: number): boolean {
  return isWaiting && (touchedAt === undefined || now - touchedAt > QUIET_MILLISECONDS);
}
