import { oc } from '@orpc/contract';
import { z } from 'zod';
import { languageSchema, readLocalizedSchema } from '../model/index.ts';
import { resultSchema } from '../result/index.ts';

/** The longest wait that the desk may promise: a call is over after ten minutes. */
export const LONGEST_WAIT_MINUTES = 8;

/** A visitor who asks for somebody, as the desk sees it: which kiosk, which language, and nothing else. */
const deskCallSchema = z.object({
  id: z.uuid(),
  /** Tells two kiosks of one site apart. */
  kiosk: z.string(),
  language: languageSchema,
  state: z.enum(['ringing', 'coming', 'later', 'unanswered']),
  minutes: z.number().optional(),
  calledAt: z.date(),
});

export type DeskCall = z.infer<typeof deskCallSchema>;

/** What is planned at this site today; of whom, no desk is told. */
const deskEntrySchema = z.object({
  kind: z.enum(['appointment', 'callback']),
  id: z.uuid(),
  /** `14:30`, where there is an hour. */
  at: z.string().optional(),
  service: readLocalizedSchema,
});

export type DeskEntry = z.infer<typeof deskEntrySchema>;

const deskViewSchema = z.object({
  siteName: z.string(),
  now: z.date(),
  /** Of visitors who still wait, the first first. */
  calls: z.array(deskCallSchema),
  today: z.array(deskEntrySchema),
  /** Of today's calls; `nobody`: made while no desk was open. */
  counts: z.object({ answered: z.number(), unanswered: z.number(), nobody: z.number() }),
});

export type DeskView = z.infer<typeof deskViewSchema>;

const postIs = ['not-paired'] as const;

/**
 * The page at a site's reception ⇄ hub. It is a place and not a person: a browser that was paired with one site sees
 * that site's calls, and nothing else of the city.
 */
export const deskContract = {
  /** Exchanges a code from the console for this browser's own cookie. `unknown-code`: never given, used, or too old. */
  pair: oc
    .input(z.object({ code: z.string().max(80) }))
    .output(resultSchema(z.null(), ['unknown-code', 'too-many-tries'])),
  /** All that the page shows. Asking is its sign of life: a desk that has not asked for 40 seconds is not open. */
  look: oc.output(resultSchema(deskViewSchema, postIs)),
  /** Without `minutes`, somebody goes at once. `call-over`: the visitor has left, or ten minutes have passed. */
  answer: oc
    .input(
      z.object({
        call: z.uuid(),
        minutes: z.number().int().min(1).max(LONGEST_WAIT_MINUTES).optional(),
      }),
    )
    .output(resultSchema(z.null(), [...postIs, 'call-over'])),
  /** The visitor was helped. */
  finish: oc.input(z.object({ call: z.uuid() })).output(resultSchema(z.null(), postIs)),
  /** The page is being closed: nobody should wait for an answer from here. */
  leave: oc.output(z.undefined()),
};
