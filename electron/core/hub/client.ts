import { type z } from 'zod';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  checkpointReplySchema,
  type EnrolReply,
  enrolReplySchema,
  nonceReplySchema,
  type Scope,
  type SubmissionLine,
  type SubmissionReply,
  submissionReplySchema,
  tokenAssertion,
  tokenReplySchema,
} from '../../../shared/sync/index.ts';
import { exchange, type ExchangeFailure, type HubReply } from './exchange.ts';
import { type FeedPage, parseFeedPage, type PageQuery } from './feed-page.ts';
import { parseJson } from './json.ts';

/**
 * `hub-busy`: not now; `not-allowed`: it does not know this device; `request-refused`: it will never take this request
 * as it is; `not-served`: not here.
 */
export type HubFailure = ExchangeFailure | 'hub-busy' | 'not-allowed' | 'request-refused' | 'not-served';

export type CheckpointReply = z.infer<typeof checkpointReplySchema>;

/** As whom the kiosk speaks, once it is enrolled. */
export interface HubIdentity {
  device: string;
  tenant: string;
  sign(text: string): string;
}

interface Token {
  text: string;
  /** By the clock that only goes forward. */
  freshUntil: number;
}

const FRESH_PART = 0.8;

/** The hub as a kiosk sees it. Nothing that it replies is believed before it passed its schema. */
export class HubClient {
  readonly #baseUrl: string;
  readonly #identity: () => HubIdentity | undefined;
  #token: Token | undefined;
  #restUntil = 0;

  constructor(baseUrl: string, identity: () => HubIdentity | undefined) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#identity = identity;
  }

  /** How long the hub has asked to be left alone, in milliseconds from now. */
  restMilliseconds(): number {
    return Math.max(0, this.#restUntil - performance.now());
  }

  /** `not-allowed`: the code was never given, is used up or too old. */
  async enrol(
    request: { code: string; publicKey: string; signature: string },
    signal: AbortSignal,
  ): Promise<Result<EnrolReply, HubFailure>> {
    const reply = await this.#send({ path: '/v1/enrol', json: request, signal });
    return reply.ok ? read(enrolReplySchema, reply.value) : err(reply.reason);
  }

  async checkpoint(tenant: string, signal: AbortSignal): Promise<Result<CheckpointReply, HubFailure>> {
    const reply = await this.#sendAsDevice({ path: `/v1/${tenant}/checkpoint`, signal });
    return reply.ok ? read(checkpointReplySchema, reply.value) : err(reply.reason);
  }

  /** `epoch-changed`: the hub's database is not the one that the checkpoint came from. */
  async feedPage(
    tenant: string,
    scope: Scope,
    query: PageQuery,
    signal: AbortSignal,
  ): Promise<Result<FeedPage, HubFailure | 'epoch-changed' | 'bad-page'>> {
    const search = `epoch=${query.epoch}&after=${query.after}&until=${query.until}`;
    const path = `/v1/${tenant}/feed/${scope}?${search}`;
    const reply = await this.#sendAsDevice({ path, signal });
    if (reply.ok) return parseFeedPage(reply.value.text, query);
    return reply.status === 409 ? err('epoch-changed') : err(reply.reason);
  }

  /** The hub's words on the items that it speaks of; those it does not mention were not taken. */
  async submit(
    tenant: string,
    lines: readonly SubmissionLine[],
    signal: AbortSignal,
  ): Promise<Result<SubmissionReply[], HubFailure>> {
    const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const reply = await this.#sendAsDevice({ path: `/v1/${tenant}/submissions`, ndjson, signal });
    if (!reply.ok) return err(reply.reason);
    const said = reply.value.text.split('\n').map((line) => submissionReplySchema.safeParse(parseJson(line)));
    return ok(said.flatMap((line) => (line.success ? [line.data] : [])));
  }

  async #sendAsDevice(request: Sending): Promise<Sent> {
    const first = await this.#sendWithToken(request);
    if (first.ok || first.status !== 401) return first;
    // The hub may have changed its keys, or the token grew old on the way: one fresh token tells.
    this.#token = undefined;
    return this.#sendWithToken(request);
  }

  async #sendWithToken(request: Sending): Promise<Sent> {
    const token = await this.#freshToken(request.signal);
    return token.ok ? this.#send({ ...request, token: token.value }) : token;
  }

  async #freshToken(signal: AbortSignal): Promise<Result<string, HubFailure> & { status?: number }> {
    if (this.#token && performance.now() < this.#token.freshUntil) return ok(this.#token.text);
    const identity = this.#identity();
    if (!identity) return err('not-allowed');
    const { device, tenant } = identity;
    const nonce = await this.#send({ path: `/v1/${tenant}/nonce`, signal });
    if (!nonce.ok) return nonce;
    const asked = read(nonceReplySchema, nonce.value);
    if (!asked.ok) return asked;
    const signature = identity.sign(tokenAssertion(device, asked.value.nonce));
    const json = { device, nonce: asked.value.nonce, signature };
    const reply = await this.#send({ path: `/v1/${tenant}/token`, json, signal });
    if (!reply.ok) return err(reply.reason);
    const minted = read(tokenReplySchema, reply.value);
    if (!minted.ok) return minted;
    const milliseconds = minted.value.expiresInSeconds * 1_000 * FRESH_PART;
    this.#token = { text: minted.value.token, freshUntil: performance.now() + milliseconds };
    return ok(minted.value.token);
  }

  async #send(request: Sending): Promise<Sent> {
    const reply = await exchange({
      url: `${this.#baseUrl}${request.path}`,
      method: request.json === undefined && request.ndjson === undefined ? 'GET' : 'POST',
      token: request.token,
      body: bodyOf(request),
      signal: request.signal,
    });
    if (!reply.ok) return reply;
    const { status, retryAfterSeconds } = reply.value;
    if (retryAfterSeconds !== undefined) this.#restUntil = performance.now() + retryAfterSeconds * 1_000;
    return status === 200 ? reply : { ...err(failureOf(status)), status };
  }
}

interface Sending {
  path: string;
  token?: string;
  json?: unknown;
  ndjson?: string;
  signal: AbortSignal;
}

type Sent = { ok: true; value: HubReply } | { ok: false; reason: HubFailure; status?: number };

function bodyOf(request: Sending) {
  if (request.json !== undefined)
    return { type: 'application/json', text: JSON.stringify(request.json) } as const;
  if (request.ndjson !== undefined) return { type: 'application/x-ndjson', text: request.ndjson } as const;
  return undefined;
}

function failureOf(status: number): HubFailure {
  if (status === 401 || status === 403) return 'not-allowed';
  if (status === 400 || status === 413 || status === 422) return 'request-refused';
  if (status === 404 || status === 410) return 'not-served';
  return 'hub-busy';
}

function read<T>(schema: z.ZodType<T>, reply: HubReply): Result<T, 'bad-reply'> {
  const parsed = schema.safeParse(parseJson(reply.text));
  return parsed.success ? ok(parsed.data) : err('bad-reply');
}
