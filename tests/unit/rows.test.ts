import { expect, test } from 'vitest';
import { wordingFor, type Language } from '../../shared/model/index.ts';
import { demoCommitments, demoServices } from '../support/records.ts';
import { EXPECTED } from './rows/index.ts';

const ROWS = Array.from({ length: 116 }, (_, i) => `A${String(i + 1).padStart(2, '0')}`);
const LANGUAGES: Language[] = ['fr', 'fr-simple', 'en', 'ar'];

const TENANT_OF_SOURCE: Record<string, string> = {
  S0: 'pantin',
  S1: 'pantin',
  S2: 'sommet-citoyen',
  S3: 'paris',
  S4: 'plaine-commune',
};

const services = demoServices();

test.each(ROWS)('%s is a record of the city that its source names, in four languages', (row) => {
  const service = services.get(row);
  expect(service, 'a service record').toBeDefined();
  if (!service) return;
  const sources = service.record.sources.map((source) => TENANT_OF_SOURCE[source.document]);
  expect(sources).toContain(service.tenant);
  for (const language of LANGUAGES) {
    expect(wordingFor(service.record.name, language).language).toBe(language);
    expect(wordingFor(service.record.summary, language).language).toBe(language);
  }
});

test.each(ROWS)('%s keeps what the rules of its row say', (row) => {
  const expected = EXPECTED[row];
  expect(expected, 'an expectation').toBeDefined();
  if (!expected) return;
  const facts = services.get(row)?.record.facts.filter((fact) => fact.id === expected.fact) ?? [];
  expect(facts).toHaveLength(1);
  expect(Object.keys(expected.values)).not.toHaveLength(0);
  expect(facts[0]?.values).toMatchObject(expected.values);
});

test('no two summaries are more than 80 % alike', () => {
  const all = [...services.values()];
  for (const language of LANGUAGES) {
    const texts = all.map((service) => trigrams(wordingFor(service.record.summary, language).text));
    for (let a = 0; a < texts.length; a += 1) {
      for (let b = a + 1; b < texts.length; b += 1) {
        const alike = likeness(texts[a] ?? new Set(), texts[b] ?? new Set());
        expect(alike, `${all[a]?.record.row} and ${all[b]?.record.row} in ${language}`).toBeLessThan(0.8);
      }
    }
  }
});

function trigrams(text: string): Set<string> {
  const plain = text.toLowerCase().replaceAll(/\s+/g, ' ');
  return new Set(Array.from({ length: Math.max(plain.length - 2, 0) }, (_, i) => plain.slice(i, i + 3)));
}

/** Shared trigrams against the smaller text, so that a copy with a sentence added is still a copy. */
function likeness(a: Set<string>, b: Set<string>): number {
  return a.intersection(b).size / Math.min(a.size, b.size);
}

test('likeness tells a copy from another text', () => {
  const text = trigrams('Vous proposez une idée à la commission.');
  expect(likeness(text, trigrams('Vous proposez une idée à la commission. Merci.'))).toBe(1);
  expect(likeness(text, trigrams('Le restaurant ouvre à midi, venez manger.'))).toBeLessThan(0.5);
});

test('facts and promises are shown, never a candidate, a slogan or a superlative', () => {
  const everything = JSON.stringify([...services.values(), ...demoCommitments()]);
  for (const word of [
    'Monot',
    'Touré',
    'Hawa',
    'Mathieu',
    'le plus participatif',
    'Notre totem',
    'le candidat',
  ]) {
    expect(everything.includes(word), word).toBe(false);
  }
});

test('the summit’s records name no city', () => {
  const summit = JSON.stringify(
    [...services.values()].filter((service) => service.tenant === 'sommet-citoyen'),
  );
  for (const city of ['Pantin', 'Paris', 'Plaine Commune', 'Saint-Denis', 'باريس', 'بانتان']) {
    expect(summit.includes(city), city).toBe(false);
  }
});

test('a promise has a service, and a state that a source supports', () => {
  const ids = new Set([...services.values()].map((service) => `${service.tenant}/${service.id}`));
  const commitments = demoCommitments();
  for (const { tenant, id, record } of commitments) {
    expect(ids.has(`${tenant}/${record.service}`), `${tenant}/${id}`).toBe(true);
  }
  const known = commitments.filter(({ record }) => record.state !== 'unknown').map(({ id }) => id);
  expect(known.length).toBeLessThanOrEqual(1);
  for (const row of ['A11', 'A53', 'A60', 'A96', 'A109', 'A110', 'A111']) {
    const service = services.get(row);
    expect(
      commitments.some(({ tenant, record }) => tenant === service?.tenant && record.service === service.id),
      row,
    ).toBe(true);
  }
});

test('a telephone, a place or hours that no source gives are marked as examples', () => {
  for (const { record } of services.values()) {
    if (record.contact) expect(record.contact.example, record.row).toBe(true);
  }
});
