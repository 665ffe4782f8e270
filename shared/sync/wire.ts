import { z } from 'zod';
import { envelopeSchema, signedTextSchema } from '../sealing/index.ts';
import { languageSchema, tenantIdSchema, thirtyTwoBytesSchema } from '../model/index.ts';
import { healthSchema } from './health.ts';
import { scopeSchema } from './record.ts';
import { LARGEST_BUCKET_COUNT } from './sums.ts';

/*
 * The frames of the sync wire: plain HTTP, the same bytes wherever they travel. Every one that arrives is checked here
 * by its schema. The clock of a kiosk is recorded and never trusted.
 */

const sumSchema = z.string().regex(/^\d+$/);
export const positionSchema = z.number().int().nonnegative();

/** What this program understands of the wire and of the collections; grows when an older one could go wrong. */
export const SYNC_SCHEMA = 1;

/**
 * `GET /v1/{tenant}/checkpoint`: the text of a signed one, with the scopes that this kiosk is to follow: a scope that
 * it no longer names leaves the kiosk (I9). A kiosk applies whole checkpoints only.
 */
export const checkpointSchema = z.object({
  format: z.literal('borne/checkpoint/v1'),
  tenant: tenantIdSchema,
  /** Random, drawn when a hub database is born or restored: cursors of another epoch mean nothing. */
  epoch: z.uuid(),
  /**
   * Orders the epochs of a tenant: one that began later has a larger one. A kiosk follows no other epoch than its own
   * unless it comes after it (I8). Older hubs leave it out.
   */
  epochNumber: z.number().int().positive().optional(),
  head: positionSchema,
  /** A kiosk below it goes on with what it has, still sends, and says that it needs an update. */
  minSchema: z.number().int().positive(),
  scopes: z.array(
    z.object({
      scope: scopeSchema,
      head: positionSchema,
      /** The oldest position after which changes can still be served one by one; before it, only a snapshot. */
      floor: positionSchema,
      count: z.number().int().nonnegative(),
      sum: sumSchema,
    }),
  ),
});

export type Checkpoint = z.infer<typeof checkpointSchema>;
export type CheckpointScope = Checkpoint['scopes'][number];

/** A text of the hub's, signed by the feed key that `feedKey` names. */
export const signedByFeedSchema = z.object({ ...signedTextSchema.shape, feedKey: z.string().max(60) });

export type SignedByFeed = z.infer<typeof signedByFeedSchema>;

/** The signed checkpoint with the newest keyset: a kiosk that missed a key change learns it before it needs it. */
export const checkpointReplySchema = z.object({
  checkpoint: signedByFeedSchema,
  keyset: signedTextSchema,
  /** The hub's clock in milliseconds since 1970, for staff to see how far the kiosk's is off. Never used for order. */
  now: z.number(),
});

/**
 * The first line of a page of `GET /v1/{tenant}/feed/{scope}?epoch=…&after=…&until=…`; the changes follow as frames.
 * `last` is the position up to which the page is complete, whether or not a change has it.
 */
export const feedHeaderSchema = z.object({
  epoch: z.uuid(),
  after: positionSchema,
  last: positionSchema,
  count: z.number().int().nonnegative(),
});

export type FeedHeader = z.infer<typeof feedHeaderSchema>;

/** SHA-256 as base64url: fit for a file's name. */
export const sha256Schema = thirtyTwoBytesSchema;

/** A compressed file of frames that never changes, named by the SHA-256 of its bytes, base64url. */
export const segmentSchema = z.object({
  sha256: sha256Schema,
  /** As it travels, compressed by gzip. */
  bytes: z.number().int().positive(),
  unpackedBytes: z.number().int().positive(),
});

export type Segment = z.infer<typeof segmentSchema>;

/**
 * `GET /v1/{tenant}/snapshot/{scope}`: the text of a signed one. All live records of a scope as they were at `position`,
 * parted by `bucketOf`: the place in the list is the bucket's number. What a kiosk has is compared bucket by bucket, and
 * only those that differ are fetched; each replaces all that the kiosk has of it.
 */
export const snapshotSchema = z.object({
  format: z.literal('borne/snapshot/v1'),
  tenant: tenantIdSchema,
  scope: scopeSchema,
  epoch: z.uuid(),
  position: positionSchema,
  buckets: z
    .array(
      z.object({
        count: z.number().int().nonnegative(),
        sum: sumSchema,
        /** None for a bucket with nothing in it. */
        segment: segmentSchema.nullable(),
      }),
    )
    .min(1)
    .max(LARGEST_BUCKET_COUNT)
    .refine((buckets) => Number.isInteger(Math.log2(buckets.length)), 'not a power of two'),
});

export type Snapshot = z.infer<typeof snapshotSchema>;

/** At most this many changes in one page. */
export const FEED_PAGE = 2_000;

/** `POST /v1/enrol`. The signature proves the device key: it is made over `code` and `publicKey` joined by a space. */
export const enrolRequestSchema = z.object({
  code: z.string().max(60),
  publicKey: z.string().max(100),
  signature: z.string().max(200),
});

export const enrolReplySchema = z.object({
  device: z.uuid(),
  tenant: tenantIdSchema,
  site: z.object({ id: z.string(), name: z.string() }),
  /** Pinned for life by the kiosk. */
  rootKey: z.string(),
  keyset: signedTextSchema,
});

export type EnrolReply = z.infer<typeof enrolReplySchema>;

/**
 * The keys to which something that this kiosk still keeps is sealed, tenant by tenant; the key `?` stands for what it
 * cannot read. With an edition that has a retired key no more, and without that key here, a kiosk proves that nothing
 * sealed to it will come any more.
 */
export const keptKeysOfTenantSchema = z.object({
  tenant: tenantIdSchema,
  /** Of the newest keyset that it knows. */
  edition: z.number().int().positive(),
  kids: z.array(z.string().max(60)).max(1_000),
});

export const keptKeysSchema = z.object({
  format: z.literal('borne/kept-keys/v1'),
  device: z.uuid(),
  /** Of the token that it came with: what was said once cannot be said again later. */
  nonce: z.string().max(300),
  tenants: z.array(keptKeysOfTenantSchema).max(1_000),
});

export type KeptKeys = z.infer<typeof keptKeysSchema>;

/** Stands in the list of keys for an item whose keys cannot be read. */
export const UNREADABLE_KEY = '?';

/** `POST /v1/{tenant}/token`: a signed nonce of the hub against a short token, so that no clock is needed. */
export const nonceReplySchema = z.object({ nonce: z.string() });
export const tokenRequestSchema = z.object({
  device: z.uuid(),
  nonce: z.string().max(300),
  signature: z.string().max(200),
  /** Milliseconds since 1970 by the kiosk's clock: shown to staff, never used for order. */
  clock: z.number().int().optional(),
  /** How the kiosk is. One that cannot be read must not keep a kiosk out: it is as if it were not there. */
  health: healthSchema.optional().catch(undefined),
  /** The text of `keptKeysSchema`, signed by the kiosk; absent from older ones, of which nothing is known then. */
  kept: z
    .object({ text: z.string().max(200_000), signature: z.string().max(200) })
    .optional()
    .catch(undefined),
});
export const tokenReplySchema = z.object({
  token: z.string(),
  expiresInSeconds: z.number().int().positive(),
});

/** What the kiosk signs to prove that it is `device`. */
export function tokenAssertion(device: string, nonce: string): string {
  return `borne/token/v1 ${device} ${nonce}`;
}

/** What a kiosk signs of a submission: which envelope, and its place in the device's own numbering. */
export const outboxItemSchema = z.object({
  format: z.literal('borne/item/v1'),
  device: z.uuid(),
  /** Drawn anew when `precious.db` is created or restored; numbers are unique within it. */
  incarnation: z.uuid(),
  number: z.number().int().positive(),
  /** The day by the kiosk's clock, kept for people, never used for order. */
  recordedOn: z.iso.date(),
  envelope: envelopeSchema,
});

export type OutboxItem = z.infer<typeof outboxItemSchema>;

/** One line of `POST /v1/{tenant}/submissions`; `item` is kept letter for letter, since the signature is over it. */
export const submissionLineSchema = z.object({
  id: z.uuidv4(),
  item: z.string().max(1_500_000),
  signature: z.string().max(200),
});

export type SubmissionLine = z.infer<typeof submissionLineSchema>;

export const SUBMISSION_BATCH = 200;

/**
 * The hub's word on one item. `accepted` and `duplicate` mean that it is safe in the hub's database; `conflict`: the
 * same id with other bytes; `rejected`: kept by the hub for people to look at; `retry`: not now. `needBlobs` names the
 * attachments that the hub does not have whole; it is there for every item with attachments, unless the hub is older.
 */
export const submissionReplySchema = z.object({
  id: z.string(),
  outcome: z.enum(['accepted', 'duplicate', 'conflict', 'rejected', 'retry']),
  reason: z.string().optional(),
  needBlobs: z.array(sha256Schema).optional(),
});

export type SubmissionReply = z.infer<typeof submissionReplySchema>;

/**
 * The text of a signed statement on items: `accepted` is safe in the hub's database, `settled` is also in a backup that
 * was read back, or was judged by a person. Only then may a kiosk erase what it holds of an item. Also carried by stick.
 * `needBlobs` is as in `submissionReplySchema`: an item is never settled before its attachments are.
 */
export const acksSchema = z.object({
  format: z.literal('borne/acks/v1'),
  tenant: tenantIdSchema,
  epoch: z.uuid(),
  acks: z.array(
    z.object({
      id: z.uuidv4(),
      sha256: sha256Schema,
      state: z.enum(['accepted', 'settled']),
      needBlobs: z.array(sha256Schema).optional(),
    }),
  ),
  /** By stick only, since a line says it at once: what was kept for people to look at, and why. */
  refused: z
    .array(z.object({ id: z.uuidv4(), sha256: sha256Schema, reason: z.string().regex(/^[a-z0-9-]{1,60}$/) }))
    .optional(),
});

export type Acks = z.infer<typeof acksSchema>;

/**
 * `HEAD /v1/{tenant}/blob/{sha256}?bytes=…` says in this header how many bytes of an attachment the hub has, from the
 * first on. `PUT` of the same with `Content-Range: bytes first-last/bytes` brings the next piece, and says it too; so does
 * its 409, for a piece that is not the next one. 404: no accepted item names it; 422: all are here, and are not what the
 * name says, so that they are gone.
 */
export const BLOB_OFFSET_HEADER = 'upload-offset';

/** The largest piece; every piece is a multiple of `ATTACHMENT_STEP_BYTES`. */
export const BLOB_PIECE_BYTES = 1024 * 1024;

/** So many items are asked about at once. */
export const ACKS_BATCH = 1_000;

/** `POST /v1/{tenant}/acks`: what the hub can say of these items now, signed; those that it does not have are left out. */
export const acksRequestSchema = z.object({ ids: z.array(z.uuidv4()).max(ACKS_BATCH) });

/**
 * `GET /v1/{tenant}/live`: server-sent events named `poke` with this in them and no data of anybody. A poke may be lost
 * or come twice: it says that looking now is worth while, after a wait drawn between 0 and `spreadMilliseconds`.
 */
export const pokeSchema = z.object({
  epoch: z.uuid(),
  head: positionSchema,
  spreadMilliseconds: z.number().int().nonnegative().max(600_000),
});

export type Poke = z.infer<typeof pokeSchema>;

/**
 * `PUT /v1/{tenant}/call/{id}`: a visitor asks for somebody from the desk of this site. The id is drawn at random for
 * this one call; whatever else the kiosk had asked for is over then. The language is all that goes along.
 */
export const helpCallSchema = z.object({ language: languageSchema });

/**
 * What that answers, and `GET` of the same. `nobody`: no desk of the site is open, so that no call was made; `unanswered`:
 * for a minute, or since the last desk closed; `over`: ended here or there, or older than ten minutes. `DELETE` ends it.
 */
export const helpCallReplySchema = z.object({
  state: z.enum(['nobody', 'ringing', 'coming', 'later', 'unanswered', 'over']),
  /** With `later`: in how many minutes somebody comes. */
  minutes: z.number().int().positive().max(60).optional(),
});

export type HelpCallReply = z.infer<typeof helpCallReplySchema>;
