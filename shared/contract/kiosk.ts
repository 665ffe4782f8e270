import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  capabilityNameSchema,
  commitmentSchema,
  formSchema,
  languageSchema,
  pictogramSchema,
  reading,
  readLocalizedSchema,
  recordingSchema,
  SERVICE_STATES,
  serviceSchema,
  tenantIdSchema,
  themeSchema,
} from '../model/index.ts';
import { resultSchema } from '../result/index.ts';
import { envelopeSchema, LARGEST_ATTACHMENT_BYTES, sealedAnswerSchema } from '../sealing/index.ts';
import { accessSchema } from './access.ts';
import { paperSchema } from './window.ts';

/** A service, by the tenant that owns it and its record's id. */
export const serviceKeySchema = z.object({ tenant: tenantIdSchema, id: z.string().max(120) });

export type ServiceKey = z.infer<typeof serviceKeySchema>;

export const kioskDescriptionSchema = z.object({
  version: z.string(),
  site: z.object({ name: z.string() }),
  homeTenant: tenantIdSchema,
  tenants: z.array(
    z.object({ id: tenantIdSchema, name: readLocalizedSchema, note: readLocalizedSchema.optional() }),
  ),
  ...accessSchema.shape,
  /** What the printer holds; missing where there is none. */
  paper: paperSchema.optional(),
});

export type KioskDescription = z.infer<typeof kioskDescriptionSchema>;

/** What a list shows of a service. */
export const serviceCardSchema = serviceKeySchema.extend({
  row: z.string().optional(),
  theme: themeSchema,
  alsoIn: z.array(themeSchema),
  pictogram: pictogramSchema,
  name: readLocalizedSchema,
  state: z.enum(SERVICE_STATES),
  capabilities: z.array(capabilityNameSchema),
});

export type ServiceCard = z.infer<typeof serviceCardSchema>;

export const servicePageSchema = serviceKeySchema.extend({
  version: z.number().int().positive(),
  service: reading(serviceSchema),
  commitments: z.array(reading(commitmentSchema)),
  form: reading(formSchema).optional(),
});

export type ServicePage = z.infer<typeof servicePageSchema>;

const SEALING_REASONS = ['no-keys', 'only-a-preview'] as const;

export type SealingReason = (typeof SEALING_REASONS)[number];

const namedKeySchema = z.object({ kid: z.string(), publicKey: z.string() });

/**
 * What the page may read. It is served by a process that lives as long as the visitor, since the words somebody
 * searches for pass through it.
 */
export const readingContract = {
  describe: oc.output(kioskDescriptionSchema),
  /** Grows whenever the content changes, so that a page knows when to ask again. */
  generation: oc.output(z.number().int().nonnegative()),
  services: oc.output(z.array(serviceCardSchema)),
  service: oc.input(serviceKeySchema).output(resultSchema(servicePageSchema, ['unknown-service'])),
  /** Best first, at most 50. */
  search: oc
    .input(z.object({ text: z.string().max(200), language: languageSchema }))
    .output(z.array(serviceKeySchema)),
  /**
   * The keys to seal a submission to this service with, as the tenant's root vouches for them. `only-a-preview`: the page
   * is shown in the console, and nothing can be sent from there.
   */
  sealingKeys: oc
    .input(serviceKeySchema)
    .output(resultSchema(z.object({ hub: namedKeySchema, service: namedKeySchema }), SEALING_REASONS)),
  /** The tenants and seasons that receipts can belong to, the likeliest first. */
  receiptSeasons: oc.output(z.array(z.object({ tenant: tenantIdSchema, season: z.string() }))),
  /** The sealed answers to one receipt, oldest first; empty when there is none. */
  answers: oc
    .input(z.object({ tenant: tenantIdSchema, lookupId: z.string().max(64) }))
    .output(z.array(sealedAnswerSchema)),
  /** The texts that were recorded, by their `clipId`: the page knows without asking what there is to hear or to see. */
  clips: oc.output(z.array(z.string())),
  /** The home tenant's where two tenants recorded the same text. */
  clip: oc
    .input(z.object({ id: z.string().max(60) }))
    .output(resultSchema(recordingSchema, ['unknown-clip'])),
};

/** A Blob, because the library carries it as bytes; a list of numbers or base64 would cost the double. */
const sealedFileSchema = z
  .instanceof(Blob)
  .refine((file) => file.size <= LARGEST_ATTACHMENT_BYTES, 'too large');

export const RECORD_REASONS = ['storage-full', 'storage-failed', 'not-accepted', 'only-a-preview'] as const;

export type RecordReason = (typeof RECORD_REASONS)[number];

/**
 * What became of a visitor's call for somebody from the desk. `calling`: the city has not heard it yet; `no-network`: it
 * cannot, or can no longer be asked; `nobody`: no desk of this site is open; `unanswered`: for a minute; `over`: ended on
 * either side, ten minutes old, or another visitor's.
 */
const helpCallStateSchema = z.object({
  state: z.enum(['calling', 'ringing', 'coming', 'later', 'unanswered', 'nobody', 'no-network', 'over']),
  /** With `later`: in how many minutes somebody comes. */
  minutes: z.number().optional(),
});

export type HelpCall = z.infer<typeof helpCallStateSchema>;

/** Drawn at random by the page for one call. */
const helpCallName = z.object({ call: z.uuid() });

/**
 * What the page may entrust to the kiosk. Only sealed things pass here, because this process outlives the visitor; of a
 * call for help only one of the languages of the welcome screen.
 */
export const recordingContract = {
  /**
   * Commits a sealed submission; answers once it is on the disk. The same envelope twice is stored once.
   * `attachments` are the sealed bytes that the header names, in its order; they are committed together with it.
   * `storage-full`: no room; `storage-failed`: the disk refused; `not-accepted`: the envelope is not one of ours, or
   * what is attached is not what it names; `only-a-preview`: as for the keys.
   */
  record: oc
    .input(z.object({ envelope: envelopeSchema, attachments: z.array(sealedFileSchema).optional() }))
    .output(resultSchema(z.object({ id: z.string() }), RECORD_REASONS)),
  /** Answers at once; what becomes of it is asked for again and again, which keeps the call alive. */
  callDesk: oc.input(helpCallName.extend({ language: languageSchema })).output(helpCallStateSchema),
  deskCall: oc.input(helpCallName).output(helpCallStateSchema),
  endDeskCall: oc.input(helpCallName).output(z.undefined()),
};
