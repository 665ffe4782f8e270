import { THEME_NAMES, type Commitment, type Localized, type Service } from '../../shared/model/index.ts';
import { demoCommitments, demoServices } from '../../tests/support/records.ts';
import { seededRandom } from './random.ts';

export interface WorkloadRecord {
  collection: string;
  id: string;
  body: string;
}

export interface WorkloadChanges {
  updates: WorkloadRecord[];
  deletes: { collection: string; id: string }[];
}

/** Two that the kiosk understands and shows, and three that it keeps for a later version. */
const KINDS = ['service', 'commitment', 'place', 'event', 'notice'] as const;

const PICTOGRAMS = ['lightbulb', 'building', 'bus', 'calendar', 'clock', 'compass'] as const;

export const WORKLOAD_SEED = 20_260_131;
/** Of one record's JSON. */
const BODY_SIGNS = 700;
const NAME_WORDS = 5;
/** A few words make most of a text, as in any language. */
const SKEW = 3;

export const CHANGES = { updates: 500, deletes: 50 };

/** The same `count` records every time. A longer workload begins with a shorter one. */
export function recordsOf(count: number): WorkloadRecord[] {
  return Array.from({ length: count }, (_, at) => recordAt(at, 0));
}

export function servicesAmong(count: number): number {
  return Math.ceil(count / KINDS.length);
}

/** New bodies for some records and the end of others, spread over all kinds; each record is met once. */
export function changesOf(count: number): WorkloadChanges {
  const wanted = Math.min(CHANGES.updates + CHANGES.deletes, count);
  const random = seededRandom(WORKLOAD_SEED + 1);
  const places = new Set<number>();
  while (places.size < wanted) places.add(Math.floor(random() * count));
  const deleted = Math.round((wanted * CHANGES.deletes) / (CHANGES.updates + CHANGES.deletes));
  const all = [...places];
  return {
    updates: all.slice(deleted).map((at) => recordAt(at, 1)),
    deletes: all
      .slice(0, deleted)
      .map((at) => recordAt(at, 0))
      .map(({ collection, id }) => ({ collection, id })),
  };
}

function recordAt(at: number, edition: number): WorkloadRecord {
  const random = seededRandom(WORKLOAD_SEED + at * 2 + edition * 1_000_003);
  const collection = KINDS[at % KINDS.length] ?? 'notice';
  const id = `${collection}-${Math.floor(at / KINDS.length)}`;
  return { collection, id, body: JSON.stringify(bodyOf(collection, random)) };
}

function bodyOf(collection: (typeof KINDS)[number], random: () => number): object {
  const make = (summary: string): object => {
    if (collection === 'service') return serviceOf(seeded(), summary);
    if (collection === 'commitment') return commitmentOf(seeded(), summary);
    return otherOf(seeded(), summary);
  };
  const seed = Math.floor(random() * 2 ** 32);
  const seeded = () => seededRandom(seed);
  const rest = BODY_SIGNS - JSON.stringify(make('')).length;
  return make(sentence(random, (text) => text.length >= rest));
}

function serviceOf(random: () => number, summary: string): Service {
  return {
    theme: oneOf(random, THEME_NAMES),
    alsoIn: [],
    pictogram: oneOf(random, PICTOGRAMS),
    name: french(sentence(random, (_, words) => words >= NAME_WORDS)),
    summary: french(summary),
    words: {},
    status: { state: 'open', date: dayOf(random), source: { document: 'S0', lines: lineOf(random) } },
    sources: [{ document: 'S0', lines: lineOf(random) }],
    facts: [],
    capabilities: ['guide'],
  };
}

function commitmentOf(random: () => number, summary: string): Commitment {
  return {
    service: `service-${Math.floor(random() * 10_000)}`,
    title: french(sentence(random, (_, words) => words >= NAME_WORDS)),
    promisedFor: dayOf(random),
    state: 'announced',
    note: french(summary),
    source: { document: 'S0', lines: lineOf(random) },
  };
}

function otherOf(random: () => number, summary: string): object {
  return {
    title: sentence(random, (_, words) => words >= NAME_WORDS),
    place: { latitude: 48.88 + random() / 50, longitude: 2.39 + random() / 50 },
    from: dayOf(random),
    reference: Math.floor(random() * 2 ** 48).toString(16),
    text: summary,
  };
}

function french(text: string): Localized {
  return { original: 'fr', fr: { text: text === '' ? '–' : text, by: 'human' } };
}

function dayOf(random: () => number): string {
  const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * 1_000)));
  return day.toISOString().slice(0, 10);
}

function lineOf(random: () => number): string {
  return String(1 + Math.floor(random() * 400));
}

function oneOf<T>(random: () => number, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
}

function sentence(random: () => number, isLongEnough: (text: string, words: number) => boolean): string {
  const words = vocabulary();
  let text = '';
  for (let count = 0; !isLongEnough(text, count); count += 1) {
    const word = words[Math.floor(words.length * random() ** SKEW)] ?? '';
    text = count === 0 ? word : `${text} ${word}`;
  }
  return text;
}

let known: string[] | undefined;

/** The words of the demo cities, the most frequent ones first: texts of the kind that a city publishes. */
function vocabulary(): string[] {
  known ??= wordsByFrequency();
  return known;
}

function wordsByFrequency(): string[] {
  const services = [...demoServices().values()].map(({ record }) => record);
  const texts = [
    ...services.flatMap((service) => [
      service.name,
      service.summary,
      ...service.facts.map(({ text }) => text),
    ]),
    ...demoCommitments().flatMap(({ record }) => [record.title, record.note]),
  ];
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [word] of (text.fr?.text ?? '').toLowerCase().matchAll(/[\p{L}\p{N}]+/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
}
