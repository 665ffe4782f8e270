import { type KeyboardEvent } from 'react';

/** EN 5.7: a physical key held down by a hand that cannot let go in time writes once. */
export function withoutRepeats(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
