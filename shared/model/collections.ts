import { type z } from 'zod';
import { parseJson } from '../json/index.ts';
import { sealedAnswerSchema } from '../sealing/index.ts';
import { announcementSchema } from './announcement.ts';
import { clipSchema } from './clip.ts';
import { libraryDocumentSchema } from './document.ts';
import { eventSchema } from './event.ts';
import { formSchema } from './form.ts';
import { organizationSchema } from './organization.ts';
import { placeSchema } from './place.ts';
import { reading } from './reading.ts';
import { commitmentSchema, serviceSchema } from './service.ts';
import { tenantSchema } from './tenant.ts';

/** The collections that this version understands, as a city may publish them. Records of other collections are kept and not read. */
export const COLLECTIONS = {
  tenant: tenantSchema,
  service: serviceSchema,
  commitment: commitmentSchema,
  form: formSchema,
  clip: clipSchema,
  place: placeSchema,
  organization: organizationSchema,
  event: eventSchema,
  document: libraryDocumentSchema,
  announcement: announcementSchema,
  answer: sealedAnswerSchema,
} as const satisfies Record<string, z.ZodType>;

export type Collection = keyof typeof COLLECTIONS;

export function isKnownCollection(name: string): name is Collection {
  return Object.hasOwn(COLLECTIONS, name);
}

export type Body<Name extends Collection> = z.output<(typeof COLLECTIONS)[Name]>;

const READING: { [Name in Collection]: z.ZodType<Body<Name>> } = {
  tenant: reading(tenantSchema),
  service: reading(serviceSchema),
  commitment: reading(commitmentSchema),
  form: reading(formSchema),
  clip: reading(clipSchema),
  place: reading(placeSchema),
  organization: reading(organizationSchema),
  event: reading(eventSchema),
  document: reading(libraryDocumentSchema),
  announcement: reading(announcementSchema),
  answer: reading(sealedAnswerSchema),
};

/** A record's text as this version understands it; undefined for one that it cannot show honestly (I13). */
export function readBody<Name extends Collection>(collection: Name, text: string): Body<Name> | undefined {
  return READING[collection].safeParse(parseJson(text)).data;
}
