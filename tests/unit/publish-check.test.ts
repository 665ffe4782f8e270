import { describe, expect, test } from 'vitest';
import { clipId } from '../../shared/model/index.ts';
import {
  checkRecord,
  type Field,
  fieldsOfCollection,
  type Problem,
  PUBLISHED,
  type Surroundings,
} from '../../shared/publishing/index.ts';
import { serviceRecord } from '../support/core.ts';
import { demoTexts, french } from '../support/publishing.ts';

const KNOWN = new Map<string, string>();
const AROUND: Surroundings = {
  tenant: 'pantin',
  bodyOf: (collection, id) => KNOWN.get(`${collection}/${id}`),
  formVersion: (form, version) => KNOWN.get(`version ${form}/${version}`),
  isSite: (site) => site === 'maison',
};
KNOWN.set('service/atelier', JSON.stringify(serviceRecord('Atelier')));
KNOWN.set('service/centre', JSON.stringify(serviceRecord('Centre', { row: 'A53' })));
KNOWN.set('service/sante', JSON.stringify(serviceRecord('Santé', { row: 'A41' })));

const EVENT = {
  kind: 'meeting',
  title: french('Réunion'),
  summary: french('On parle du square.'),
  timings: [{ start: '2026-12-01T18:30', end: '2026-12-01T20:00' }],
  timeZone: 'Europe/Paris',
};

const FORM = {
  version: 1,
  act: 'proposal',
  path: [{ pictogram: 'pen-line', text: french('Vous écrivez') }],
  questions: [{ kind: 'text', id: 'text', sealedTo: 'service', title: french('Quoi ?'), maxSigns: 100 }],
  retentionDays: 30,
};

const COMMITMENT = {
  service: 'atelier',
  title: french('Un atelier'),
  state: 'announced',
  note: french('On ne sait pas.'),
  source: { document: 'S0', lines: '1' },
};

async function check(collection: string, body: unknown, id = 'one', scope = 'public'): Promise<Problem[]> {
  return checkRecord({ collection, id, scope, body: JSON.stringify(body) }, AROUND);
}

async function named(...given: Parameters<typeof check>): Promise<string[]> {
  return (await check(...given)).map(({ path, problem }) => `${path}: ${problem}`);
}

test('everything that the demo cities publish is fit', async () => {
  const all = demoTexts();
  expect(all.length).toBeGreaterThan(100);
  for (const record of all) {
    const around: Surroundings = {
      ...AROUND,
      tenant: record.tenant,
      bodyOf: (collection, id) =>
        all.find((each) => each.tenant === record.tenant && each.collection === collection && each.id === id)
          ?.body,
    };
    const problems = await checkRecord({ ...record, scope: 'public' }, around);
    expect([record.tenant, record.collection, record.id, problems]).toEqual([
      record.tenant,
      record.collection,
      record.id,
      [],
    ]);
  }
});

describe('the sources’ rules', () => {
  test('an event ends after it starts', async () => {
    expect(await named('event', EVENT)).toEqual([]);
    const timings = [...EVENT.timings, { start: '2026-12-02T18:00', end: '2026-12-02T17:00' }];
    expect(await named('event', { ...EVENT, timings })).toEqual(['timings.1.end: end-before-start']);
    expect(await named('event', { ...EVENT, timeZone: 'Europe/Pantin' })).toEqual(['timeZone: not-in-list']);
  });

  test('an atelier has an end, an objective and an evaluation', async () => {
    const atelier = { ...EVENT, kind: 'atelier' };
    expect(await named('event', atelier)).toEqual([
      'endsOn: atelier-without-end',
      'objective: atelier-without-objective',
      'evaluation: atelier-without-evaluation',
    ]);
    const whole = { endsOn: '2027-03-01', objective: french('Le square'), evaluation: french('Un bilan') };
    expect(await named('event', { ...atelier, ...whole })).toEqual([]);
    expect(await named('event', { ...atelier, ...whole, endsOn: '2026-01-01' })).toEqual([
      'endsOn: end-before-start',
    ]);
  });

  test('a political meeting in working hours is told, and may be published', async () => {
    const timings = [
      { start: '2026-12-01T14:00', end: '2026-12-01T16:00' },
      { start: '2026-12-05T14:00', end: '2026-12-05T16:00' },
    ];
    expect(await check('event', { ...EVENT, kind: 'political-meeting', timings })).toEqual([
      { path: 'timings.0.start', problem: 'in-working-hours', blocks: false },
    ]);
  });

  test('a promise has a source, and the date that its source gives', async () => {
    expect(await named('commitment', COMMITMENT)).toEqual([]);
    const { source: _, ...without } = COMMITMENT;
    expect(await named('commitment', without)).toEqual(['source: commitment-without-source']);
    const centre = { ...COMMITMENT, service: 'centre' };
    expect(await check('commitment', { ...centre, promisedFor: '2027' })).toEqual([
      { path: 'promisedFor', problem: 'promised-date', values: { date: '2022' }, blocks: true },
    ]);
    expect(await named('commitment', { ...centre, promisedFor: '2022' })).toEqual([]);
  });

  test('a service of the inventory keeps what its row lays down', async () => {
    const fact = {
      id: 'five-phases',
      text: french('Cinq phases'),
      values: { phases: ['communication', 'information', 'debate', 'recommendations', 'presentation'] },
      source: { document: 'S2', lines: '42-48' },
    };
    const row = serviceRecord('Le processus', { row: 'A65' });
    expect(await named('service', { ...row, facts: [fact] })).toEqual([]);
    expect(await named('service', row)).toEqual(['facts: rule-lost']);
    const changed = { ...fact, values: { phases: ['debate'] } };
    expect(await named('service', { ...row, facts: [changed] })).toEqual(['facts.0.values: rule-lost']);
  });

  test('nothing is typed about health in a hall', async () => {
    expect(await named('form', FORM, 'atelier')).toEqual([]);
    expect(await named('form', FORM, 'sante')).toEqual(['questions.0: no-free-text']);
  });

  test('a version of a form never changes', async () => {
    KNOWN.set('version atelier/1', JSON.stringify(FORM, undefined, 4));
    expect(await named('form', FORM, 'atelier')).toEqual([]);
    expect(await check('form', { ...FORM, retentionDays: 60 }, 'atelier')).toEqual([
      { path: 'version', problem: 'same-version', values: { version: 1, next: 2 }, blocks: true },
    ]);
    expect(await named('form', { ...FORM, version: 2, retentionDays: 60 }, 'atelier')).toEqual([]);
    const twice = { ...FORM, version: 3, questions: [...FORM.questions, ...FORM.questions] };
    expect(await named('form', twice, 'atelier')).toEqual(['questions.1.id: repeated-id']);
  });

  test('what a record names is there', async () => {
    expect(await named('event', { ...EVENT, place: 'nulle-part' })).toEqual(['place: unknown-record']);
    expect(await named('form', FORM, 'nobody')).toEqual([': unknown-record']);
    const document = {
      kind: 'minutes',
      title: french('Compte rendu'),
      date: '2026-11-02',
      source: { name: 'Conseil municipal' },
      text: french('…'),
    };
    expect(await named('document', { ...document, services: ['atelier', 'x'] })).toEqual([
      'services.1: unknown-record',
    ]);
    expect(await named('document', { ...document, text: undefined })).toEqual(['text: no-text-nor-file']);
    const announcement = {
      text: french('Fermé lundi'),
      from: '2026-12-02',
      until: '2026-12-01',
      sites: ['x'],
    };
    expect(await named('announcement', announcement)).toEqual([
      'until: end-before-start',
      'sites.0: unknown-site',
    ]);
    expect(await named('event', EVENT, 'one', 'site:ailleurs')).toEqual([': unknown-site']);
    expect(await named('event', EVENT, 'one', 'site:maison')).toEqual([]);
  });

  test('a clip is named after its words', async () => {
    const clip = {
      kind: 'voice',
      language: 'fr',
      mediaType: 'audio/ogg',
      by: 'agent',
      of: 'Oui',
      data: 'AAAA',
    };
    expect(await named('clip', clip, await clipId('fr', 'Oui'))).toEqual([]);
    expect(await named('clip', clip, 'fr-1')).toEqual(['of: clip-id']);
  });
});

describe('texts', () => {
  test('are written in French, whole, and fit the screen', async () => {
    const arabic = { original: 'ar', ar: { text: 'اجتماع', by: 'human' } };
    expect(await named('event', { ...EVENT, title: arabic })).toEqual(['title.fr: french-missing']);
    expect(
      await named('event', { ...EVENT, title: { original: 'fr', fr: { text: '  ', by: 'human' } } }),
    ).toEqual(['title.fr: french-missing']);
    const long = { ...french('Réunion'), en: { text: 'x'.repeat(141), by: 'machine' } };
    expect(await check('event', { ...EVENT, title: long })).toEqual([
      { path: 'title.en', problem: 'too-long', values: { most: 140 }, blocks: true },
    ]);
    expect(await named('event', { ...EVENT, title: undefined })).toEqual(['title: missing']);
  });

  test('what no schema knows is named in words, never in code', async () => {
    expect(await named('nonsense', {})).toEqual([': unknown-collection']);
    expect(await named('place', [])).toEqual([': not-json']);
    expect(await named('place', { name: french('Ici') }, 'Bad Name')).toEqual([': unfit-id']);
    const place = { name: french('Ici'), position: { latitude: 'x', longitude: 200 }, languages: [1] };
    expect(await named('place', { ...place, contact: { website: 'ici', email: 'x' } })).toEqual([
      'position.latitude: not-a-number',
      'position.longitude: not-a-number',
      'languages.0: wrong-format',
      'contact.email: not-an-address',
      'contact.website: not-an-address',
    ]);
    expect(await named('tenant', { name: french('Pantin') }, 'paris')).toEqual([': unfit-id']);
  });
});

test('every field of every collection has a word for its editor', () => {
  const unnamed = Object.entries(PUBLISHED).flatMap(([name, entry]) =>
    every(fieldsOfCollection(entry)).flatMap(({ name: field, label, kind }) =>
      label.fr === label.en && !SAME_WORD.has(label.fr) && kind !== 'flag' ? [`${name} ${field}`] : [],
    ),
  );
  expect(unnamed).toEqual([]);
});

const SAME_WORD = new Set([
  'Service',
  'Source',
  'Sources',
  'Document',
  'Date',
  'Contact',
  'Position',
  'Latitude',
  'Longitude',
  'Questions',
  'SIRET',
]);

function every(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [
    ...(field.name === '' ? [] : [field]),
    ...every(field.fields ?? []),
    ...every(field.of ? [field.of] : []),
    ...every((field.options ?? []).flatMap((option) => option.fields)),
  ]);
}
