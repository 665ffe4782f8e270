import { expect, test } from 'vitest';
import { isVacant } from '../../electron/shell/vacancy.ts';

const NOW = 10_000_000;

test.each([
  ['the welcome screen, and nobody has touched it', { isWaiting: true, touchedAt: undefined }, true],
  ['it was touched long ago, and nobody chose anything', { isWaiting: true, touchedAt: NOW - 61_000 }, true],
  ['somebody looks for their language', { isWaiting: true, touchedAt: NOW - 20_000 }, false],
  [
    'a visit goes on, and its code is noted for minutes',
    { isWaiting: false, touchedAt: NOW - 900_000 },
    false,
  ],
  ['the page has not said where it is', { isWaiting: false, touchedAt: undefined }, false],
])('%s', (_what, presence, vacant) => {
  expect(isVacant(presence, NOW)).toBe(vacant);
});
