import { parseJson } from '../json/index.ts';
import { LARGEST_BODY_BYTES } from '../sync/index.ts';
import { utf8 } from '../sealing/index.ts';
import { isObject, walk, type Field } from './fields.ts';
import { problem, type Problem, problemOf } from './problems.ts';
import { fieldsOfCollection, PUBLISHED, publishedCollection, type PublishedCollection } from './registry.ts';
import { type Surroundings } from './rules/rule.ts';

export interface RecordText {
  collection: string;
  id: string;
  /** `public`, or `site:…` for what one place alone shows. */
  scope: string;
  body: string;
}

/** The records that a record names, by the path of the field. */
export interface Reference {
  path: string;
  collection: string;
  id: string;
}

const WORDS_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_ID = 120;

/** All that keeps a record from being published, and what a publisher should know besides. */
export async function checkRecord(record: RecordText, around: Surroundings): Promise<Problem[]> {
  const entry = publishedCollection(record.collection);
  if (entry === undefined) return [problem('', 'unknown-collection')];
  const bytes = utf8(record.body).length;
  if (bytes > LARGEST_BODY_BYTES) return [problem('', 'too-large')];
  const content = parseJson(record.body);
  if (!isObject(content)) return [problem('', 'not-json')];
  const problems = [...placed(record, entry, around), ...checkFields(entry, content, around)];
  const parsed = entry.schema.safeParse(content);
  if (!parsed.success) {
    const named = parsed.error.issues.map(problemOf).map((found) => inTheSourcesWords(record, found));
    return once([...problems, ...named]);
  }
  for (const rule of entry.rules ?? [])
    problems.push(...(await rule({ id: record.id, body: content, text: record.body }, around)));
  return once(problems);
}

/** A promise that nobody can look up is not one that the city may show. */
function inTheSourcesWords({ collection }: RecordText, found: Problem): Problem {
  if (collection === 'commitment' && found.path === 'source') {
    return problem(found.path, 'commitment-without-source');
  }
  return found;
}

function placed({ collection, id, scope }: RecordText, entry: PublishedCollection, around: Surroundings) {
  const isFit = entry.isSingle === true ? id === around.tenant : WORDS_ID.test(id) && id.length <= LONGEST_ID;
  const site = /^site:(.+)$/.exec(scope)?.[1];
  return [
    // A clip is named after its words, which its own rule looks at.
    ...(isFit || collection === 'clip' ? [] : [problem('', 'unfit-id', { id })]),
    ...(site === undefined || around.isSite(site) ? [] : [problem('', 'unknown-site', { site })]),
  ];
}

function checkFields(entry: PublishedCollection, content: unknown, around: Surroundings): Problem[] {
  const problems: Problem[] = [];
  walk(fieldsOfCollection(entry), content, (field, value, path) => {
    if (field.kind === 'text') problems.push(...checkText(field, value, path));
    if (field.kind === 'record' && typeof value === 'string' && field.collection !== undefined) {
      if (around.bodyOf(field.collection, value) === undefined)
        problems.push(problem(path, 'unknown-record', { collection: field.collection, id: value }));
    }
  });
  return problems;
}

/** A city writes in French first, and a kiosk's screen has an end. */
function checkText({ most = Number.POSITIVE_INFINITY }: Field, value: unknown, path: string): Problem[] {
  if (!isObject(value)) return [];
  const problems = isBlank(value['fr']) ? [problem(`${path}.fr`, 'french-missing')] : [];
  for (const [language, variant] of Object.entries(value)) {
    if (!isObject(variant) || typeof variant['text'] !== 'string') continue;
    if (language !== 'fr' && isBlank(variant)) problems.push(problem(`${path}.${language}`, 'missing'));
    if (Array.from(variant['text']).length > most)
      problems.push(problem(`${path}.${language}`, 'too-long', { most }));
  }
  return problems;
}

function isBlank(variant: unknown): boolean {
  return !isObject(variant) || typeof variant['text'] !== 'string' || variant['text'].trim() === '';
}

/** What a rule of ours says about a field, a schema need not say again in general. */
function once(problems: Problem[]): Problem[] {
  return problems.filter(
    (found, at) =>
      !problems.slice(0, at).some(({ path }) => path === found.path || path === `${found.path}.fr`) &&
      !problems.slice(0, at).some(({ path }) => path !== '' && found.path === `${path}.text`),
  );
}

/** What a record refers to, so that whoever checks many asks once. */
export function referencesOf({ collection, id, body }: RecordText): Reference[] {
  const entry = publishedCollection(collection);
  const content = parseJson(body);
  if (entry === undefined || !isObject(content)) return [];
  const found: Reference[] = [];
  walk(fieldsOfCollection(entry), content, (field, value, path) => {
    if (field.kind === 'record' && field.collection !== undefined && typeof value === 'string')
      found.push({ path, collection: field.collection, id: value });
  });
  // A form is its service's: the two have one id.
  if (collection === 'form') found.push({ path: '', collection: 'service', id });
  return found;
}

/** The collections whose records can name a record of another one. */
export function collectionsThatName(collection: string): string[] {
  return Object.entries(PUBLISHED).flatMap(([name, entry]) =>
    (name === 'form' && collection === 'service') || namesOf(fieldsOfCollection(entry)).has(collection)
      ? [name]
      : [],
  );
}

function namesOf(fields: readonly Field[]): Set<string> {
  const below = fields.flatMap(({ collection, fields: inside = [], of, options = [] }) => [
    ...(collection === undefined ? [] : [collection]),
    ...namesOf([...inside, ...(of ? [of] : []), ...options.flatMap((option) => option.fields)]),
  ]);
  return new Set(below);
}

/** Whether a record is about these services and about nothing else: a service, its form, or what names them alone. */
export function isAboutOnly(record: RecordText, services: readonly string[]): boolean {
  if (record.collection === 'service' || record.collection === 'form') return services.includes(record.id);
  const named = referencesOf(record).filter(({ collection }) => collection === 'service');
  return named.length > 0 && named.every(({ id }) => services.includes(id));
}
