import { type RecordReason, type SealingReason, type ServicePage } from '../../../shared/contract/index.ts';
import { type Facts, type Form, type Question, type Words } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  type Envelope,
  type ReceiptKeys,
  sealEnvelope,
  type SealingKeys,
} from '../../../shared/sealing/index.ts';
import { type Clients } from '../../connection/index.ts';
import { answerOf, type Draft } from './draft.ts';

export type SendReason = RecordReason | SealingReason | 'no-answer';

export interface Receipt {
  keys: ReceiptKeys;
  season: string;
}

/**
 * Seals a draft and entrusts it to the kiosk. `language` is the one on the screen. Nothing is lost when it fails:
 * `sealed` is what was made so far, to be sent again as it is.
 */
export async function send(
  draft: Draft,
  receipt: () => Promise<Receipt>,
  language: string,
  clients: Clients,
): Promise<{ result: Result<{ id: string }, SendReason>; sealed?: Envelope }> {
  try {
    const sealed = draft.sealed ? ok(draft.sealed) : await sealedDraft(draft, receipt, language, clients);
    if (!sealed.ok) return { result: sealed };
    return { result: await record(sealed.value, clients), sealed: sealed.value };
  } catch {
    // The kiosk did not say its keys, or had no memory left for the receipt's: worth another try.
    return { result: err('no-answer') };
  }
}

async function record(
  envelope: Envelope,
  { recording }: Clients,
): Promise<Result<{ id: string }, SendReason>> {
  try {
    return await recording.record({ envelope });
  } catch {
    return err('no-answer');
  }
}

async function sealedDraft(
  draft: Draft,
  receipt: () => Promise<Receipt>,
  language: string,
  { reading }: Clients,
): Promise<Result<Envelope, SealingReason>> {
  const { tenant, id } = draft.page;
  const keys = await reading.sealingKeys({ tenant, id });
  if (!keys.ok) return keys;
  const content = { facts: factsOf(draft, await receipt()), words: wordsOf(draft, language) };
  return ok(await sealEnvelope(headerOf(draft.page, draft.form, keys.value), content, keys.value));
}

function headerOf({ tenant, id }: ServicePage, { version, act }: Form, keys: SealingKeys) {
  return {
    format: 'borne/v1' as const,
    id: crypto.randomUUID(),
    tenant,
    service: id,
    form: { id, version },
    act,
    hubKey: keys.hub.kid,
    serviceKey: keys.service.kid,
  };
}

/** What the hub may read: choices that the form gives to it, and the public half of the receipt. */
export function factsOf(draft: Draft, { keys, season }: Receipt): Facts {
  return {
    receipt: { lookupId: keys.lookupId, publicKey: keys.keyPair.publicKey, season },
    choices: choicesFor(draft, 'hub'),
  };
}

/** What only the service reads: every word, and the choices that the form gives to it. */
export function wordsOf(draft: Draft, language: string): Words {
  const texts = draft.form.questions.filter((question) => question.kind === 'text');
  return {
    language,
    texts: Object.fromEntries(texts.map((question) => [question.id, answerOf(draft, question)])),
    choices: choicesFor(draft, 'service'),
  };
}

function choicesFor(draft: Draft, reader: Question['sealedTo']): Record<string, string> {
  const choices = draft.form.questions.filter(
    (question) => question.kind === 'choice' && question.sealedTo === reader,
  );
  return Object.fromEntries(choices.map((question) => [question.id, answerOf(draft, question)]));
}
