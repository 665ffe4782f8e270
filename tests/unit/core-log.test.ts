import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import { expect, test } from 'vitest';
import { createLog, type LogFields } from '../../electron/core/log/index.ts';
import { procedureFailure } from '../../electron/core/roles/index.ts';
import { temporaryFolder } from '../support/core.ts';

const CANARY = 'Je m’appelle Amina Canari, 06 12 34 56 78';

test('an event is a line of JSON with its numbers and words', () => {
  const folder = temporaryFolder();
  createLog(folder, 'core').write('checkpoint-applied', { tenant: 'pantin', count: 3 });
  const line: unknown = JSON.parse(readFileSync(join(folder, 'logs', 'core.ndjson'), 'utf8'));
  expect(line).toMatchObject({ event: 'checkpoint-applied', tenant: 'pantin', count: 3 });
});

test('what a person wrote does not pass, in whichever field it comes', () => {
  const folder = temporaryFolder();
  const log = createLog(folder, 'core');
  const fields: LogFields = {
    tenant: CANARY,
    reason: CANARY,
    code: CANARY,
    procedure: CANARY,
    issues: CANARY,
  };
  log.write('procedure-failed', fields);
  log.write('procedure-failed', procedureFailure(['search'], new Error(CANARY)));
  const cause = { issues: [{ path: ['text'], message: CANARY, input: CANARY }] };
  log.write(
    'procedure-failed',
    procedureFailure(['search'], new ORPCError('BAD_REQUEST', { message: CANARY, cause })),
  );
  const written = readFileSync(join(folder, 'logs', 'core.ndjson'), 'utf8');
  expect(written).not.toMatch(/Amina|Canari|12 34/);
  expect(written).toContain('"procedure":"search","code":"BAD_REQUEST","issues":"text"');
});

test('the log stays below its size whatever happens', () => {
  const folder = temporaryFolder();
  const log = createLog(folder, 'core');
  for (let count = 0; count < 80_000; count += 1)
    log.write('sync-failed', { tenant: 'plaine-commune', reason: 'hub-unreachable', count });
  const sizes = ['core.ndjson', 'core.ndjson.before'].map(
    (name) => statSync(join(folder, 'logs', name)).size,
  );
  for (const size of sizes) expect(size).toBeLessThan(5_001_000);
});
