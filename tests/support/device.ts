import { randomUUID } from 'node:crypto';
import { type z } from 'zod';
import { type Words } from '../../shared/model/index.ts';
import {
  deriveSealingKeyPair,
  generateSigningKeyPair,
  randomBytes,
  readKeyset,
  sealEnvelope,
  sign,
  toBase64,
  type Envelope,
  type Keyset,
  type SealingKeys,
  type SealedAttachment,
  type SealingKeyPair,
  type SigningKeyPair,
} from '../../shared/sealing/index.ts';
import {
  checkpointReplySchema,
  checkpointSchema,
  enrolReplySchema,
  feedHeaderSchema,
  FrameReader,
  nonceReplySchema,
  submissionReplySchema,
  tokenAssertion,
  tokenReplySchema,
  type Checkpoint,
  type EnrolReply,
  type FeedHeader,
  type OutboxItem,
  type SubmissionLine,
  type SubmissionReply,
} from '../../shared/sync/index.ts';
import { asTextChange, type TextChange } from './text-change.ts';

/** A kiosk as a hub sees one: it speaks the sync wire and keeps nothing. */
export interface TestDevice {
  enrolment: EnrolReply;
  keys: SigningKeyPair;
  keyset: Keyset;
  headers: { authorization: string };
}

export async function enrolDevice(url: string, code: string): Promise<TestDevice> {
  const keys = await generateSigningKeyPair();
  const signature = await sign(keys.privateKey, `${code} ${keys.publicKey}`);
  const enrolment = await ask(`${url}/v1/enrol`, enrolReplySchema, {
    code,
    publicKey: keys.publicKey,
    signature,
  });
  const keyset = await readKeyset(enrolment.keyset, enrolment.tenant, enrolment.rootKey);
  if (!keyset.ok) throw new Error(keyset.reason);
  const token = await tokenFor(url, enrolment.tenant, enrolment.device, keys);
  return { enrolment, keys, keyset: keyset.value, headers: { authorization: `Bearer ${token}` } };
}

export async function tokenFor(
  url: string,
  tenant: string,
  device: string,
  keys: SigningKeyPair,
  clock?: number,
): Promise<string> {
  const { nonce } = await ask(`${url}/v1/${tenant}/nonce`, nonceReplySchema);
  const signature = await sign(keys.privateKey, tokenAssertion(device, nonce));
  const reply = await ask(`${url}/v1/${tenant}/token`, tokenReplySchema, { device, nonce, signature, clock });
  return reply.token;
}

/** The checkpoint of a tenant, unverified. */
export async function readCheckpoint(url: string, tenant: string, device: TestDevice): Promise<Checkpoint> {
  const response = await fetch(`${url}/v1/${tenant}/checkpoint`, { headers: device.headers });
  const reply = checkpointReplySchema.parse(await response.json());
  return checkpointSchema.parse(JSON.parse(reply.checkpoint.text));
}

export interface FeedPage {
  header: FeedHeader;
  changes: TextChange[];
}

export async function readPage(
  url: string,
  device: TestDevice,
  query: { tenant: string; scope: string; epoch: string; after: number; until?: number },
): Promise<FeedPage> {
  const { tenant, scope, ...rest } = query;
  const parameters = new URLSearchParams(
    Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const response = await fetch(`${url}/v1/${tenant}/feed/${scope}?${parameters}`, {
    headers: device.headers,
  });
  if (!response.ok) throw new Error(`the feed answered ${response.status} ${await response.text()}`);
  return readPageBytes(new Uint8Array(await response.arrayBuffer()));
}

function readPageBytes(bytes: Uint8Array): FeedPage {
  const reader = new FrameReader(bytes);
  const header = feedHeaderSchema.parse(reader.line());
  const changes: TextChange[] = [];
  while (!reader.isAtEnd) {
    const change = reader.change();
    if (!change) throw new Error('the page is no page');
    changes.push(asTextChange(change));
  }
  if (changes.length !== header.count) throw new Error('the page has not the changes that it counts');
  return { header, changes };
}

/** Everything that leads a fresh kiosk to the newest checkpoint of a scope. */
export async function readScope(
  url: string,
  device: TestDevice,
  tenant: string,
  scope: string,
): Promise<TextChange[]> {
  const { epoch, head } = await readCheckpoint(url, tenant, device);
  const changes: TextChange[] = [];
  for (let after = 0; after < head;) {
    const page = await readPage(url, device, { tenant, scope, epoch, after, until: head });
    changes.push(...page.changes);
    after = page.header.last;
  }
  return changes;
}

export interface TestReceipt {
  lookupId: string;
  keyPair: SealingKeyPair;
  season: string;
}

/** Keys as a receipt's code would give them, without the second that a code takes. */
export async function quickReceipt(): Promise<TestReceipt> {
  return {
    lookupId: toBase64(randomBytes(16)),
    keyPair: await deriveSealingKeyPair(randomBytes(32)),
    season: String(new Date().getUTCFullYear()),
  };
}

export interface TestProposal {
  tenant: string;
  service: string;
  formVersion?: number;
  id?: string;
  receipt: TestReceipt;
  choices: Record<string, string>;
  text: string;
  attachments?: readonly SealedAttachment[];
  callback?: Words['callback'];
}

/** A proposal, sealed as the page seals it. */
export async function sealProposal(keyset: Keyset, proposal: TestProposal): Promise<Envelope> {
  const hub = keyset.hub[0];
  const service = keyset.services[proposal.service]?.[0];
  if (hub === undefined || service === undefined) throw new Error('the keyset has no keys for this service');
  return sealProposalTo({ hub, service }, proposal);
}

export async function sealProposalTo(keys: SealingKeys, proposal: TestProposal): Promise<Envelope> {
  const { hub, service } = keys;
  const { attachments, callback } = proposal;
  return sealEnvelope(
    {
      format: 'borne/v1',
      id: proposal.id ?? randomUUID(),
      tenant: proposal.tenant,
      service: proposal.service,
      form: { id: proposal.service, version: proposal.formVersion ?? 1 },
      hubKey: hub.kid,
      serviceKey: service.kid,
      ...(attachments && { attachments: attachments.map(({ sha256, bytes }) => ({ sha256, bytes })) }),
    },
    {
      facts: {
        receipt: {
          lookupId: proposal.receipt.lookupId,
          publicKey: proposal.receipt.keyPair.publicKey,
          season: proposal.receipt.season,
        },
        choices: proposal.choices,
        ...(callback && { callback: callback.way }),
      },
      words: {
        language: 'fr',
        texts: { text: proposal.text },
        choices: {},
        ...(callback && { callback }),
        ...(attachments && {
          attachments: attachments.map(({ sha256, key }) => ({
            question: 'photo',
            sha256,
            key,
            mediaType: 'image/jpeg',
          })),
        }),
      },
    },
    keys,
  );
}

/** What a kiosk delivers for an envelope: its item, signed by the device. */
export async function submissionLine(
  device: TestDevice,
  envelope: Envelope,
  place: { incarnation: string; number: number },
): Promise<SubmissionLine> {
  const item: OutboxItem = {
    format: 'borne/item/v1',
    device: device.enrolment.device,
    ...place,
    recordedOn: '2026-01-31',
    envelope,
  };
  const text = JSON.stringify(item);
  return {
    id: (JSON.parse(envelope.header) as { id: string }).id,
    item: text,
    signature: await sign(device.keys.privateKey, text),
  };
}

export async function deliver(
  url: string,
  device: TestDevice,
  tenant: string,
  lines: (SubmissionLine | string)[],
): Promise<SubmissionReply[]> {
  const response = await fetch(`${url}/v1/${tenant}/submissions`, {
    method: 'POST',
    headers: { ...device.headers, 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  });
  if (!response.ok) throw new Error(`submissions answered ${response.status} ${await response.text()}`);
  const text = (await response.text()).trimEnd();
  return text.split('\n').map((line) => submissionReplySchema.parse(JSON.parse(line)));
}

async function ask<T>(url: string, schema: z.ZodType<T>, body?: object): Promise<T> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await (body === undefined ? fetch(url) : fetch(url, post));
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${await response.text()}`);
  return schema.parse(await response.json());
}
