import { test } from 'vitest';
import { stayOffline } from '../support/long-offline.ts';

test(
  'thirty days off line, then one evening on line: all of both sides is there, once (I1 I2 I3)',
  () => stayOffline({ days: 30, submissionsEachDay: 67, changes: 20_000, records: 2_000 }),
  3_600_000,
);
