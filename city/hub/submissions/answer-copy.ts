import { z } from 'zod';
import { parseJson } from '../../../shared/json/index.ts';
import { localizedSchema } from '../../../shared/model/index.ts';
import { fromUtf8, utf8, type Answer, type SealingContext } from '../../../shared/sealing/index.ts';
import { openNatively, sealNatively } from '../hpke.ts';
import type { TenantKeys } from '../keys/index.ts';

/** What an answer says, sealed to the service that gave it. */
export interface AnswerCopy {
  kid: string;
  sealed: string;
}

/** Which answer it is: a copy cannot be passed off as that of another. */
export interface AnswerPlace {
  service: string;
  request: string;
  turn: number;
}

const saidSchema = z.object({
  reason: localizedSchema.optional(),
  commission: z.object({ name: localizedSchema, date: z.iso.date() }).optional(),
});

/** The words of an answer; its state and day are in the database in clear. */
export type Said = z.infer<typeof saidSchema>;

/** Undefined for a service that has no key: what it answers is then in the visitor's hands only. */
export function sealCopy(keys: TenantKeys, place: AnswerPlace, answer: Answer): AnswerCopy | undefined {
  const [newest] = keys.keyset.services[place.service] ?? [];
  if (newest === undefined) return undefined;
  const { reason, commission } = answer;
  const content = utf8(JSON.stringify({ reason, commission }));
  return { kid: newest.kid, sealed: sealNatively(newest.publicKey, contextOf(keys, place), content) };
}

/** Undefined when there is none, or when this hub has not the key. */
export function openCopy(
  keys: TenantKeys,
  place: AnswerPlace,
  copy: { kid: string | null; sealed: string | null },
): Said | undefined {
  const key = keys.services.get(place.service)?.find(({ kid }) => kid === copy.kid);
  if (key === undefined || copy.sealed === null) return undefined;
  const opened = openNatively(key, contextOf(keys, place), copy.sealed);
  const said = saidSchema.safeParse(opened.ok ? parseJson(fromUtf8(opened.value)) : undefined);
  return said.success ? said.data : undefined;
}

function contextOf({ tenant }: TenantKeys, { request, turn }: AnswerPlace): SealingContext {
  return { purpose: 'borne/v1/answer-copy', header: `${tenant} ${request} ${turn}` };
}
