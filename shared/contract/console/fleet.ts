import { z } from 'zod';
import { COMMAND_KINDS, COMMAND_OUTCOMES } from '../../sync/index.ts';
import { call } from './call.ts';

/**
 * What somebody should look at, the worst first. `silent`: not heard for more than a day; `attention`: it holds what the
 * city will not take; `sync`: heard, and what it shows is not proved for more than an hour, or is not what the city
 * published; `disk`: less than a gigabyte is free; `clock`: a minute off or more; `printer`: the last paper did not come.
 */
export const KIOSK_ALARMS = ['silent', 'attention', 'sync', 'disk', 'clock', 'printer'] as const;

export type KioskAlarm = (typeof KIOSK_ALARMS)[number];

const countSchema = z.number().int().nonnegative();

/** What a kiosk said when it last proved itself. */
const kioskHealthSchema = z.object({
  toldAt: z.date(),
  version: z.string(),
  runtime: z.string(),
  waiting: countSchema,
  kept: countSchema,
  attention: countSchema,
  oldestWaitingDays: countSchema.nullable(),
  freeBytes: countSchema,
  /** Changes of its home tenant that it lacked then; null when it is in another life of the city's database, or in none. */
  behind: countSchema.nullable(),
  /** Whether its rows sum up to the city's; null when it was behind, so that nobody can tell. */
  sumsAgree: z.boolean().nullable(),
  /** When it last proved that what it shows is what the city signed; null: never. */
  provedAt: z.date().nullable(),
  printerWorks: z.boolean().nullable(),
});

/** A kiosk as the hub last heard it. */
const kioskRowSchema = z.object({
  id: z.uuid(),
  siteName: z.string(),
  revoked: z.boolean(),
  /** When it last proved itself; null before its first time. */
  seenAt: z.date().nullable(),
  /** How far its clock was ahead of the hub's then; negative when behind, null when it did not tell. */
  clockAheadMilliseconds: z.number().nullable(),
  alarms: z.array(z.enum(KIOSK_ALARMS)),
  /** Null for a program that does not say it yet. */
  health: kioskHealthSchema.nullable(),
});

export type KioskRow = z.infer<typeof kioskRowSchema>;
export type KioskHealth = z.infer<typeof kioskHealthSchema>;

/** Where the next page begins: after this row. */
const cursorSchema = z.object({ rank: z.number().int(), siteName: z.string().max(300), id: z.uuid() });

export type KioskCursor = z.infer<typeof cursorSchema>;

const kioskQuerySchema = z.object({
  /** Part of a site's name, or the beginning of a kiosk's number. */
  search: z.string().max(100).optional(),
  alarm: z.enum([...KIOSK_ALARMS, 'any']).optional(),
  after: cursorSchema.optional(),
});

export type KioskQuery = z.infer<typeof kioskQuerySchema>;

const commandRowSchema = z.object({
  id: z.uuid(),
  kind: z.enum(COMMAND_KINDS),
  agent: z.string(),
  issuedAt: z.date(),
  expiresAt: z.date(),
  /** Null while it may still be carried out, or while the kiosk has not told. */
  outcome: z.enum(COMMAND_OUTCOMES).nullable(),
  endedAt: z.date().nullable(),
});

export type CommandRow = z.infer<typeof commandRowSchema>;

const kioskDetailSchema = kioskRowSchema.extend({
  site: z.string(),
  enrolledAt: z.date(),
  /** Who gave the code; null when a command of the machine did. */
  enrolledBy: z.string().nullable(),
  revokedAt: z.date().nullable(),
  revokedBy: z.string().nullable(),
  /** In the program's own words. */
  lastFailure: z.object({ event: z.string(), reason: z.string(), at: z.date() }).nullable(),
  followed: z.array(
    z.object({
      tenant: z.string(),
      head: countSchema,
      count: countSchema,
      sum: z.string(),
      provedAt: z.date().nullable(),
    }),
  ),
  /** The newest ten. */
  commands: z.array(commandRowSchema),
  now: z.date(),
});

export type KioskDetail = z.infer<typeof kioskDetailSchema>;

const siteSchema = z.object({
  id: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().trim().min(1).max(120),
});

export type SiteChoice = z.infer<typeof siteSchema>;

const WATCHERS = ['administrator', 'auditor'] as const;
const MANAGERS = ['administrator'] as const;

const oneKioskSchema = z.object({ id: z.uuid() });

/** Watching the kiosks, and what may be done with one. */
export const fleetCalls = {
  /**
   * A page of the kiosks, the worst first. `backedUp`: whether the city ever had a backup read back; until then no kiosk
   * erases anything. `counts`: how many have each alarm, and how many are in service; `next`: null on the last page.
   */
  kiosks: call(
    WATCHERS,
    z.object({
      kiosks: z.array(kioskRowSchema),
      next: cursorSchema.nullable(),
      counts: z.record(z.enum([...KIOSK_ALARMS, 'any', 'all']), countSchema),
      backedUp: z.boolean(),
      now: z.date(),
    }),
  ).input(kioskQuerySchema.optional()),
  kiosk: call(WATCHERS, kioskDetailSchema, ['unknown-kiosk']).input(oneKioskSchema),
  /** Where kiosks stand already. */
  sites: call(MANAGERS, z.array(siteSchema)),
  /** A code that enrols one kiosk, once, within seven days. It can be read now and never again. */
  newCode: call(MANAGERS, z.object({ code: z.string(), expiresAt: z.date() })).input(siteSchema),
  /** Whether the kiosk of a code has come: `waiting`, `gone` when the code is too old, or the kiosk that used it. */
  codeState: call(
    MANAGERS,
    z.object({
      state: z.enum(['waiting', 'arrived', 'gone']),
      kiosk: z.uuid().nullable(),
      isProved: z.boolean(),
    }),
  ).input(z.object({ code: z.string().max(60) })),
  /** For good. `not-confirmed`: the name that was typed is not the site's. */
  revoke: call(MANAGERS, z.null(), ['unknown-kiosk', 'not-confirmed']).input(
    oneKioskSchema.extend({ typedSiteName: z.string().max(200) }),
  ),
  /** `already-asked`: the same was asked and is not over. */
  command: call(MANAGERS, z.object({ id: z.uuid() }), ['unknown-kiosk', 'already-asked']).input(
    oneKioskSchema.extend({ kind: z.enum(COMMAND_KINDS) }),
  ),
};
