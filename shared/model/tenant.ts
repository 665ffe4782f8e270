import { z } from 'zod';
import { localizedSchema } from './localized.ts';

export const tenantIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(40);

/** A city or a territory, as its own content presents it: the one record of its collection `tenant`. */
export const tenantSchema = z.object({
  name: localizedSchema,
  /** Said beside the name where that is honest: "proposition, ville non nommée". */
  note: localizedSchema.optional(),
});

export type Tenant = z.infer<typeof tenantSchema>;
