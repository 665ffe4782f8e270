import { z } from 'zod';
import { recordingSchema, tenantIdSchema } from '../../model/index.ts';
import { recordKeySchema, scopeSchema } from '../../sync/index.ts';
import { call } from './call.ts';

const placeSchema = recordKeySchema.extend({ scope: scopeSchema });

const previewRecordSchema = placeSchema.extend({
  tenant: tenantIdSchema,
  version: z.number().int().positive(),
  body: z.string(),
});

const PUBLISHER = ['publisher'] as const;

/** What a kiosk of the city shows, for a page in a frame of the console that stands for one. */
export const previewCalls = {
  /** Whose content a kiosk of the city follows, its own first. `elsewhere`: partners that this hub does not serve. */
  kiosk: call(
    PUBLISHER,
    z.object({
      tenants: z.array(tenantIdSchema),
      elsewhere: z.array(tenantIdSchema),
      sites: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
  /**
   * What a tenant published for everybody and, of the agent's own, for one site; without recordings. At most 200 in the
   * order of their places; `next` is what to ask after, when there are more. `unknown-tenant`: a kiosk does not follow it.
   */
  records: call(
    PUBLISHER,
    z.object({ records: z.array(previewRecordSchema), next: placeSchema.optional() }),
    ['unknown-tenant'],
  ).input(
    z.object({
      tenant: tenantIdSchema,
      site: z.string().max(80).optional(),
      after: placeSchema.optional(),
    }),
  ),
  /** The ids of what a tenant recorded. */
  clips: call(PUBLISHER, z.array(z.string()), ['unknown-tenant']).input(z.object({ tenant: tenantIdSchema })),
  clip: call(PUBLISHER, recordingSchema, ['unknown-tenant', 'unknown-clip']).input(
    z.object({ tenant: tenantIdSchema, id: z.string().max(60) }),
  ),
};
