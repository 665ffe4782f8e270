import { z } from 'zod';
import { actStateSchema } from './act.ts';
import { speakerSchema } from './clip.ts';
import { documentKindSchema } from './document.ts';
import { eventKindSchema } from './event.ts';
import { localizedSchema, readLocalizedSchema } from './localized.ts';
import { pictogramSchema } from './pictogram.ts';
import { accessNameSchema, accessSchema } from './place.ts';
import {
  capabilitiesSchema,
  capabilityNameSchema,
  commitmentStateSchema,
  documentSchema,
  serviceStateSchema,
} from './service.ts';
import { furtherThemesSchema, themeSchema } from './taxonomy.ts';

/*
 * A city publishes by the strict schemas of this folder; a kiosk may be months older than its city, and reads by what is
 * made of them here. A word of a list that has grown since is not a reason to hide a record (I13). What is not named
 * here stays strict: a form with a question that this version cannot ask, or a film that it cannot play, is not shown.
 */
const TOLERANT = new Map<z.ZodType, z.ZodType>([
  [localizedSchema, readLocalizedSchema],
  // Named as the city names it.
  [documentSchema, z.string().min(1)],
  [pictogramSchema, orElse(pictogramSchema, 'info')],
  [themeSchema, orElse(themeSchema, 'know-my-city')],
  [furtherThemesSchema, knownOf(themeSchema)],
  [capabilitiesSchema, knownOf(capabilityNameSchema)],
  [serviceStateSchema, orElse(serviceStateSchema, 'unknown')],
  [commitmentStateSchema, orElse(commitmentStateSchema, 'unknown')],
  // Whatever the city has decided, it has the request; its words stand beside.
  [actStateSchema, orElse(actStateSchema, 'received')],
  [eventKindSchema, orElse(eventKindSchema, 'other')],
  [documentKindSchema, orElse(documentKindSchema, 'other')],
  [accessSchema, knownOf(accessNameSchema)],
  [speakerSchema, orElse(speakerSchema, 'machine')],
]);

/** Another word counts as `neutral`; what is no word at all is still refused. */
function orElse<T extends string>(words: z.ZodType<T>, neutral: T): z.ZodType<T> {
  return words.or(z.string().transform(() => neutral));
}

/** The words that this version knows, of a list that may hold others and be empty without them. */
function knownOf<T extends string>(word: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(z.string()).transform((words) =>
    words.flatMap((each) => {
      const known = word.safeParse(each);
      return known.success ? [known.data] : [];
    }),
  );
}

/** The same schema for who reads what a newer city publishes; unknown fields are left out as ever. */
export function reading<T extends z.ZodType>(schema: T): z.ZodType<z.output<T>> {
  return tolerant(schema) as z.ZodType<z.output<T>>;
}

function tolerant(schema: z.core.$ZodType): z.core.$ZodType {
  const other = TOLERANT.get(schema as z.ZodType);
  if (other) return other;
  if (schema instanceof z.ZodObject) return remade(schema, { shape: tolerantShape(schema.def.shape) });
  if (schema instanceof z.ZodArray) return remade(schema, { element: tolerant(schema.def.element) });
  if (schema instanceof z.ZodUnion) return remade(schema, { options: schema.def.options.map(tolerant) });
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return remade(schema, { innerType: tolerant(schema.def.innerType) });
  return schema;
}

function tolerantShape(shape: z.core.$ZodShape): z.core.$ZodShape {
  return Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, tolerant(part)]));
}

/** With other parts, and all of its own checks. */
function remade(schema: z.ZodType, parts: object): z.ZodType {
  return schema.clone({ ...schema.def, ...parts });
}
