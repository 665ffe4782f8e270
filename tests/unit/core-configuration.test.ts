import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../electron/core/index.ts';
import { temporaryFolder } from '../support/core.ts';

function read(text: string) {
  const file = join(temporaryFolder(), 'configuration.json');
  writeFileSync(file, text);
  const reading = readConfiguration(file);
  return reading.ok ? reading : { ...reading, sentence: reading.sentence.replace(file, 'FILE') };
}

test('a good configuration is completed by its defaults', () => {
  const reading = read('{"hub": "https://hub.example.org"}');
  expect(reading.ok && reading.value).toMatchObject({
    syncEverySeconds: 15,
    printer: { kind: 'none' },
    idle: { warnAfterSeconds: 120, graceSeconds: 30 },
  });
});

test('a printer without a paper, as older configurations have it, holds a roll', () => {
  const reading = read('{"hub": "https://hub.example.org", "printer": {"kind": "system", "name": "borne"}}');
  expect(reading.ok && reading.value.printer).toEqual({ kind: 'system', name: 'borne', paper: '80mm' });
});

test('a missing file is named', () => {
  const file = join(temporaryFolder(), 'configuration.json');
  const reading = readConfiguration(file);
  expect(reading).toEqual({
    ok: false,
    reason: 'configuration-missing',
    sentence: `Il manque le fichier de configuration ${file}.`,
  });
});

test.each([
  ['{"hub": ', 'Le fichier de configuration FILE n’est pas du JSON correct.'],
  ['[]', 'Le fichier de configuration FILE manque ou n’est pas un objet.'],
  ['{}', 'Dans FILE, la clé « hub » manque ou n’est pas un texte.'],
  [
    '{"hub": "ftp://hub"}',
    'Dans FILE, la clé « hub » doit être une adresse qui commence par http:// ou https://.',
  ],
  [
    '{"hub": "http://h.fr", "enrolementCode": "x"}',
    'Dans FILE, la clé « enrolementCode » est inconnue : vérifiez son orthographe.',
  ],
  [
    '{"hub": "http://h.fr", "idle": {"warnAfter": 90}}',
    'Dans FILE, la clé « idle.warnAfter » est inconnue : vérifiez son orthographe.',
  ],
  [
    '{"hub": "http://h.fr", "idle": {"warnAfterSeconds": 5}}',
    'Dans FILE, la clé « idle.warnAfterSeconds » doit valoir au moins 60.',
  ],
  [
    '{"hub": "http://h.fr", "syncEverySeconds": 9000}',
    'Dans FILE, la clé « syncEverySeconds » doit valoir au plus 3600.',
  ],
  [
    '{"hub": "http://h.fr", "syncEverySeconds": "2"}',
    'Dans FILE, la clé « syncEverySeconds » manque ou n’est pas un nombre.',
  ],
  [
    '{"hub": "http://h.fr", "printer": {"kind": "fax"}}',
    'Dans FILE, la clé « printer.kind » n’a pas une valeur permise.',
  ],
])('%s is refused in one sentence that names the file and the key', (text, sentence) => {
  expect(read(text)).toMatchObject({ ok: false, sentence });
});
