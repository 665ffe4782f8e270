import { type z } from 'zod';
import { sealedAnswerSchema } from '../sealing/index.ts';
import { clipSchema } from './clip.ts';
import { formSchema } from './form.ts';
import { commitmentSchema, serviceSchema } from './service.ts';
import { tenantSchema } from './tenant.ts';

/** The collections that this version understands. Records of other collections are kept and not read. */
export const COLLECTIONS = {
  tenant: tenantSchema,
  service: serviceSchema,
  commitment: commitmentSchema,
  form: formSchema,
  clip: clipSchema,
  answer: sealedAnswerSchema,
} as const satisfies Record<string, z.ZodType>;

export type Collection = keyof typeof COLLECTIONS;

export function isKnownCollection(name: string): name is Collection {
  return Object.hasOwn(COLLECTIONS, name);
}
