import { describe, expect, test } from 'vitest';
import { countdown, gigabytes, momentInWords } from '../../city/console/words/index.ts';
import { siteIdOf } from '../../shared/contract/index.ts';

test.each([
  ['Maison de l’Été', 'maison-de-l-ete'],
  ['  Hall n° 2 — Mairie ', 'hall-n-2-mairie'],
  ['Cœur de ville', 'coeur-de-ville'],
  ['中心', ''],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
])('the short name of %j is %j', (name, id) => {
  expect(siteIdOf(name)).toBe(id);
});

describe('moments', () => {
  const now = new Date(2026, 10, 25, 10, 30);
  const at = (hours: number, minutes: number, day = 25) => new Date(2026, 10, day, hours, minutes);

  test('of today have no day, others have theirs', () => {
    expect(momentInWords(at(9, 5), now, 'fr')).toBe('à 9\u00A0h\u00A005');
    expect(momentInWords(at(9, 5), now, 'en')).toBe('at 9:05');
    expect(momentInWords(at(23, 59, 24), now, 'fr')).toBe('24 nov. 2026 à 23\u00A0h\u00A059');
  });

  test.each([
    [at(12, 40), '2 heures, 10 minutes'],
    [at(11, 30), '1 heure'],
    [at(10, 30, 26), '1 jour'],
    [at(10, 29), '0 seconde'],
  ])('until %s: %s', (until, words) => {
    expect(countdown(until, now, 'fr').replaceAll(/\s/g, ' ')).toBe(words);
  });

  test('free space is told to a tenth', () => {
    expect(gigabytes(41_260_000_000, 'fr').replaceAll(/\s/g, ' ')).toBe('41,3 Go');
  });
});
