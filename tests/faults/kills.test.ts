import { test } from 'vitest';
import { weatherStorm } from '../support/storm.ts';

test(
  'kiosks, hubs and PostgreSQL killed at random under load: what was promised arrives once (I1 I2 I3 I5 I15)',
  () => weatherStorm({ kioskKills: 12, hubKills: 8, databaseKills: 2 }),
  600_000,
);
