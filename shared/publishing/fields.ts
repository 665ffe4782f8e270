import { z } from 'zod';
import { localizedSchema, wallTimeSchema } from '../model/index.ts';

/** What an editor says, in the languages of the console. */
export interface Words {
  fr: string;
  en: string;
}

export const FIELD_KINDS = [
  'text',
  'line',
  'lines',
  'number',
  'flag',
  'date',
  'moment',
  'choice',
  'choices',
  'record',
  'group',
  'list',
  'variant',
  'bytes',
  'free',
] as const;

/**
 * One field of a record as an editor shows it, read off the schema. `text` is a `Localized`; `moment` an hour on the wall
 * clock; `record` the id of another record; `variant` a group whose fields depend on one of them; `free` is what no
 * editor knows better than as JSON.
 */
export interface Field {
  /** Empty for what a list holds. */
  name: string;
  kind: (typeof FIELD_KINDS)[number];
  label: Words;
  help?: Words | undefined;
  required: boolean;
  /** Signs of a text, entries of a list. */
  most?: number | undefined;
  /** The words that may be chosen; without a label, the visitor's own catalogue has it. */
  among?: { value: string; label?: Words | undefined }[] | undefined;
  /** Of a `record`: where it is. */
  collection?: string | undefined;
  fields?: Field[] | undefined;
  of?: Field | undefined;
  /** Of a `variant`: the field that decides, and what each of its words brings along. */
  by?: string | undefined;
  options?: { value: string; label?: Words | undefined; fields: Field[] }[] | undefined;
}

/** What a schema does not say of a field, by its path without the numbers of lists: `timings.start`. */
export interface FieldNote {
  label?: Words;
  help?: Words;
  /** Signs, in any language: what a kiosk's screen holds. */
  most?: number;
  /** The collection whose record this field names. */
  refersTo?: string;
}

export type NoteOf = (path: string) => FieldNote;
/** The word for a choice of the field at a path. */
export type LabelOf = (value: string, path: string) => Words | undefined;

const USUAL_SIGNS = 1_000;
const LONG_LINE_SIGNS = 300;

/** A record's fields in the order of its schema. */
export function fieldsOf(schema: z.ZodType, noteOf: NoteOf, labelOf: LabelOf): Field[] {
  return fieldOf(schema, '', { noteOf, labelOf }).fields ?? [];
}

interface Ground {
  noteOf: NoteOf;
  labelOf: LabelOf;
}

function fieldOf(schema: z.core.$ZodType, path: string, ground: Ground): Field {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return { ...fieldOf(schema.def.innerType, path, ground), required: false };
  }
  const { label, help, most, refersTo } = ground.noteOf(path);
  const name = path.split('.').at(-1) ?? '';
  const field = { name, label: label ?? namedAlike(name), help, required: true };
  if (refersTo !== undefined && schema instanceof z.ZodString) {
    return { ...field, kind: 'record', collection: refersTo };
  }
  return { ...field, ...kindOf(schema, path, ground, most) };
}

type Kind = Pick<Field, 'kind'> & Partial<Field>;

function kindOf(schema: z.core.$ZodType, path: string, ground: Ground, most: number | undefined): Kind {
  if (schema === (localizedSchema as z.core.$ZodType)) return { kind: 'text', most: most ?? USUAL_SIGNS };
  if (schema === (wallTimeSchema as z.core.$ZodType)) return { kind: 'moment' };
  if (schema instanceof z.ZodISODate) return { kind: 'date' };
  if (schema instanceof z.ZodString) return lineOf(schema, most);
  if (schema instanceof z.ZodURL || schema instanceof z.ZodEmail) return { kind: 'line', most: 500 };
  if (schema instanceof z.ZodNumber) return { kind: 'number' };
  if (schema instanceof z.ZodBoolean) return { kind: 'flag' };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', among: amongOf(schema.options, path, ground) };
  if (schema instanceof z.ZodLiteral)
    return { kind: 'choice', among: amongOf([...schema.values], path, ground) };
  if (schema instanceof z.ZodObject)
    return { kind: 'group', fields: fieldsIn(schema.def.shape, path, ground) };
  if (schema instanceof z.ZodArray) return listOf(schema, path, ground);
  if (schema instanceof z.ZodDiscriminatedUnion) return variantOf(schema, path, ground);
  return { kind: 'free' };
}

function lineOf(schema: z.ZodString, most: number | undefined): Kind {
  const limits = [most, schema.maxLength].filter((limit) => typeof limit === 'number');
  const signs = limits.length === 0 ? undefined : Math.min(...limits);
  if (signs !== undefined && signs > 100_000) return { kind: 'bytes', most: signs };
  return {
    kind: signs !== undefined && signs > LONG_LINE_SIGNS ? 'lines' : 'line',
    most: signs ?? LONG_LINE_SIGNS,
  };
}

function amongOf(values: readonly unknown[], path: string, { labelOf }: Ground): Field['among'] {
  return values.map((value) => ({ value: String(value), label: labelOf(String(value), path) }));
}

function fieldsIn(shape: z.core.$ZodShape, path: string, ground: Ground): Field[] {
  return Object.entries(shape).map(([name, part]) =>
    fieldOf(part, path === '' ? name : `${path}.${name}`, ground),
  );
}

function listOf(schema: z.ZodArray, path: string, ground: Ground): Kind {
  const of = { ...fieldOf(schema.def.element, path, ground), name: '' };
  return of.kind === 'choice' ? { kind: 'choices', among: of.among } : { kind: 'list', of };
}

function variantOf(schema: z.ZodDiscriminatedUnion, path: string, ground: Ground): Kind {
  const by = schema.def.discriminator;
  const options = schema.def.options.flatMap((option) => {
    if (!(option instanceof z.ZodObject)) return [];
    const { [by]: decider, ...rest } = option.def.shape;
    if (!(decider instanceof z.ZodLiteral)) return [];
    const value = String([...decider.values][0]);
    return [{ value, label: ground.labelOf(value, path), fields: fieldsIn(rest, path, ground) }];
  });
  return { kind: 'variant', by, options };
}

/** `answerWithinDays` → "answer within days": better than nothing, for a field that nobody described. */
function namedAlike(name: string): Words {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  return { fr: label, en: label };
}

/** Calls `visit` for every field of a record that has a value, with the value's own path: `timings.0.start`. */
export function walk(
  fields: readonly Field[],
  value: unknown,
  visit: (field: Field, value: unknown, path: string) => void,
  path = '',
): void {
  for (const field of fields) {
    const part = isObject(value) ? value[field.name] : undefined;
    if (part !== undefined) walkOne(field, part, visit, path === '' ? field.name : `${path}.${field.name}`);
  }
}

function walkOne(
  field: Field,
  value: unknown,
  visit: (field: Field, value: unknown, path: string) => void,
  path: string,
): void {
  visit(field, value, path);
  if (field.fields) walk(field.fields, value, visit, path);
  if (field.options && isObject(value)) {
    const chosen = field.options.find((option) => option.value === value[field.by ?? '']);
    walk(chosen?.fields ?? [], value, visit, path);
  }
  if (field.of && Array.isArray(value)) {
    for (const [at, item] of value.entries()) walkOne(field.of, item, visit, `${path}.${at}`);
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
