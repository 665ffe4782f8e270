import { test } from 'vitest';
import { weatherStorm } from '../support/storm.ts';

test(
  'two hundred kills of kiosks and hubs and twenty of PostgreSQL: what was promised arrives once (I1 I2 I3 I5 I15)',
  () => weatherStorm({ kioskKills: 120, hubKills: 80, databaseKills: 20 }),
  3_600_000,
);
