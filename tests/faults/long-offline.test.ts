import { test } from 'vitest';
import { stayOffline } from '../support/long-offline.ts';

test(
  'three days off line, then one evening on line: all of both sides is there, once (I1 I2 I3)',
  () => stayOffline({ days: 3, submissionsEachDay: 40, changes: 800, records: 200 }),
  600_000,
);
