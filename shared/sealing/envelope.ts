import { z } from 'zod';
import { err, ok, type Result } from '../result/index.ts';
import { attachmentsSchema } from './attachment.ts';
import { fromUtf8, utf8 } from './bytes.ts';
import { open, seal, type SealingContext } from './hpke.ts';

const base64Schema = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What travels in clear, authenticated: enough to route a submission, nothing about the person. */
export const headerSchema = z.object({
  format: z.literal('borne/v1'),
  /** Random (UUID v4): a time in an id would tell who. */
  id: z.uuidv4(),
  tenant: z.string(),
  service: z.string(),
  form: z.object({ id: z.string(), version: z.number().int().positive() }),
  /** What the published form is for; missing from older pages. Orders the way up and decides nothing. */
  act: z.string().max(40).optional(),
  hubKey: z.string(),
  serviceKey: z.string(),
  /** What travels beside the envelope, each sealed under a key of its own that is among the words. */
  attachments: attachmentsSchema.optional(),
});

export type EnvelopeHeader = z.infer<typeof headerSchema>;

/** The largest sealed part that a kiosk takes: 20,000 signs of any script fit with room to spare. */
const SEALED_PART_SIGNS = 700_000;

/** A sealed submission. `header` is kept letter for letter, since both parts authenticate it. */
export const envelopeSchema = z.object({
  header: z.string().max(2_000),
  facts: base64Schema.max(SEALED_PART_SIGNS),
  words: base64Schema.max(SEALED_PART_SIGNS),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** The two parts, and to whom each is sealed: `facts` to the tenant's hub, `words` to the service. */
export type EnvelopePart = 'facts' | 'words';

export interface SealingKeys {
  hub: { kid: string; publicKey: string };
  service: { kid: string; publicKey: string };
}

/** Seals what the visitor confirmed. Runs in the page, which is thrown away after each visitor. */
export async function sealEnvelope(
  header: EnvelopeHeader,
  content: { facts: unknown; words: unknown },
  keys: SealingKeys,
): Promise<Envelope> {
  const headerText = JSON.stringify(header);
  return {
    header: headerText,
    facts: await sealPart('facts', headerText, content.facts, keys.hub.publicKey),
    words: await sealPart('words', headerText, content.words, keys.service.publicKey),
  };
}

function sealPart(part: EnvelopePart, header: string, content: unknown, publicKey: string): Promise<string> {
  return seal(publicKey, { purpose: purposeOf(part), header }, utf8(JSON.stringify(content)));
}

/** `cannot-open`: not sealed to this key, or changed on the way; `not-json`: opened, but not what a page writes. */
export async function openPart(
  part: EnvelopePart,
  envelope: Envelope,
  privateKey: string,
): Promise<Result<unknown, 'cannot-open' | 'not-json'>> {
  return openPartWith((context, sealed) => open(privateKey, context, sealed), part, envelope);
}

/** The same by a program that has its own way to open, with a key of its own. */
export async function openPartWith(
  openSealed: (context: SealingContext, sealed: string) => Opened | Promise<Opened>,
  part: EnvelopePart,
  envelope: Envelope,
): Promise<Result<unknown, 'cannot-open' | 'not-json'>> {
  const opened = await openSealed({ purpose: purposeOf(part), header: envelope.header }, envelope[part]);
  return opened.ok ? parseJson(opened.value) : opened;
}

type Opened = Result<Uint8Array, 'cannot-open'>;

/** `bad-header`: the clear header is not one of ours. */
export function readHeader(envelope: Envelope): Result<EnvelopeHeader, 'bad-header'> {
  const json = parseJson(utf8(envelope.header));
  const header = headerSchema.safeParse(json.ok ? json.value : undefined);
  return header.success ? ok(header.data) : err('bad-header');
}

function purposeOf(part: EnvelopePart): string {
  return `borne/v1/${part}`;
}

function parseJson(bytes: Uint8Array): Result<unknown, 'not-json'> {
  try {
    return ok(JSON.parse(fromUtf8(bytes)) as unknown);
  } catch {
    return err('not-json');
  }
}
