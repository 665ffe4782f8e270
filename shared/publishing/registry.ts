import { type z } from 'zod';
import {
  announcementSchema,
  clipSchema,
  commitmentSchema,
  eventSchema,
  formSchema,
  libraryDocumentSchema,
  organizationSchema,
  placeSchema,
  serviceSchema,
  tenantSchema,
} from '../model/index.ts';
import { type Field, type FieldNote, fieldsOf, type Words } from './fields.ts';
import { COMMON_NOTES, OPTION_LABELS } from './notes.ts';
import { announcementRules } from './rules/announcement.ts';
import { clipRules } from './rules/clip.ts';
import { commitmentRules } from './rules/commitment.ts';
import { documentRules } from './rules/document.ts';
import { eventRules } from './rules/event.ts';
import { formRules } from './rules/form.ts';
import { type Rule } from './rules/rule.ts';
import { serviceRules } from './rules/service.ts';

/** A collection that people of the city publish: its schema, and the little that a schema cannot say. */
export interface PublishedCollection {
  schema: z.ZodType;
  /** Of many records: "Lieux". */
  label: Words;
  /** The field by which a person knows a record, a text in all languages or a plain one; its id when it has none. */
  named?: string;
  /** There is one, whose id is the tenant's. */
  isSingle?: boolean;
  /** By the path of a field, for what is not said alike of every collection. */
  notes?: Record<string, FieldNote>;
  rules?: readonly Rule[];
}

/**
 * All that agents publish, in an order in which nothing refers to what comes after it: an import follows it. To add a
 * collection is to add an entry: its editor, its checks, its history, its import and its export are made of it.
 */
export const PUBLISHED: Record<string, PublishedCollection> = {
  tenant: {
    schema: tenantSchema,
    label: { fr: 'La ville', en: 'The city' },
    named: 'name',
    isSingle: true,
  },
  service: {
    schema: serviceSchema,
    label: { fr: 'Services', en: 'Services' },
    named: 'name',
    rules: serviceRules,
    notes: {
      row: { label: { fr: 'Ligne de l’inventaire', en: 'Row of the inventory' } },
      'facts.text': { most: 500 },
      'contact.place': { label: { fr: 'Lieu', en: 'Place' } },
      'contact.hours': { label: { fr: 'Horaires', en: 'Hours' } },
    },
  },
  commitment: {
    schema: commitmentSchema,
    label: { fr: 'Promesses', en: 'Promises' },
    named: 'title',
    rules: commitmentRules,
    notes: {
      service: { refersTo: 'service' },
      promisedFor: {
        label: { fr: 'Promise pour', en: 'Promised for' },
        help: {
          fr: 'Une année, un mois ou un jour : 2026, 2026-05 ou 2026-05-31.',
          en: 'A year, a month or a day: 2026, 2026-05 or 2026-05-31.',
        },
      },
      note: { label: { fr: 'Où en est-on ?', en: 'What became of it?' }, most: 500 },
    },
  },
  form: {
    schema: formSchema,
    label: { fr: 'Formulaires', en: 'Forms' },
    rules: formRules,
    notes: {
      'path.text': { most: 240 },
      'questions.title': { most: 140 },
      'questions.help': { most: 300 },
      'questions.options.label': { most: 90 },
      'questions.options.help': { most: 200 },
      version: {
        label: { fr: 'Numéro de version', en: 'Version number' },
        help: {
          fr: 'À augmenter dès que le contenu change : les formulaires déjà ouverts restent sur leur version.',
          en: 'To be raised as soon as the content changes: forms that are open stay on their version.',
        },
      },
    },
  },
  organization: {
    schema: organizationSchema,
    label: { fr: 'Organismes', en: 'Organizations' },
    named: 'name',
  },
  place: {
    schema: placeSchema,
    label: { fr: 'Lieux', en: 'Places' },
    named: 'name',
    notes: { organization: { refersTo: 'organization' } },
  },
  event: {
    schema: eventSchema,
    label: { fr: 'Événements', en: 'Events' },
    named: 'title',
    rules: eventRules,
    notes: {
      place: { refersTo: 'place' },
      organization: { label: { fr: 'Organisateur', en: 'Organizer' }, refersTo: 'organization' },
      endsOn: { label: { fr: 'Fin de l’atelier', en: 'End of the workshop' } },
    },
  },
  document: {
    schema: libraryDocumentSchema,
    label: { fr: 'Documents', en: 'Documents' },
    named: 'title',
    rules: documentRules,
    notes: { text: { most: 60_000 }, services: { refersTo: 'service' } },
  },
  announcement: {
    schema: announcementSchema,
    label: { fr: 'Annonces', en: 'Announcements' },
    named: 'text',
    rules: announcementRules,
    notes: { text: { most: 240 }, service: { refersTo: 'service' } },
  },
  clip: {
    schema: clipSchema,
    label: { fr: 'Voix et films', en: 'Voices and films' },
    named: 'of',
    rules: clipRules,
  },
};

/** The entry of a collection, if agents publish it; a name from outside may be anything. */
export function publishedCollection(name: string): PublishedCollection | undefined {
  return Object.hasOwn(PUBLISHED, name) ? PUBLISHED[name] : undefined;
}

/** Records whose collection comes first are referred to by those of later ones. */
export function orderOf(collection: string): number {
  const at = Object.keys(PUBLISHED).indexOf(collection);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

/** Themes have their words in the visitor's own catalogue. */
const THEME_FIELDS = new Set(['theme', 'alsoIn']);

/** What a record is called, and what it is about, come before all that a machine needs. */
function placeInEditor({ name }: Field, { named }: PublishedCollection): number {
  if (name === named) return 0;
  return name === 'summary' || name === 'purpose' ? 1 : 2;
}

/** Read off a schema once: an import checks thousands of records by the same. */
const FIELDS = new WeakMap<PublishedCollection, Field[]>();

/** The fields of a collection, for its editor and its checks. */
export function fieldsOfCollection(entry: PublishedCollection): Field[] {
  const known = FIELDS.get(entry);
  if (known) return known;
  const noteOf = (path: string): FieldNote => {
    const common = COMMON_NOTES[path.split('.').at(-1) ?? ''];
    return { ...common, ...entry.notes?.[path] };
  };
  const fields = fieldsOf(entry.schema, noteOf, (value, path) =>
    THEME_FIELDS.has(path) ? undefined : OPTION_LABELS[value],
  ).sort((one, other) => placeInEditor(one, entry) - placeInEditor(other, entry));
  FIELDS.set(entry, fields);
  return fields;
}

/** The text by which a person knows a record, in the language in which it was written; its id when there is none. */
export function nameOfRecord(entry: PublishedCollection, id: string, body: unknown): string {
  const text =
    entry.named === undefined ? undefined : (body as Record<string, unknown> | null)?.[entry.named];
  if (typeof text === 'string') return text || id;
  if (typeof text !== 'object' || text === null) return id;
  const { original = 'fr' } = text as { original?: string };
  const variants = text as Record<string, { text?: unknown } | undefined>;
  const wording = variants['fr']?.text ?? variants[original]?.text;
  return typeof wording === 'string' && wording.trim() !== '' ? wording : id;
}
