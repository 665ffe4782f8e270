import { type z } from 'zod';
import { type Language } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type Attachment } from '../../../shared/sealing/index.ts';
import {
  checkpointReplySchema,
  type EnrolReply,
  enrolReplySchema,
  type HelpCallReply,
  helpCallReplySchema,
  type KeptKeys,
  nonceReplySchema,
  type Health,
  type Scope,
  type Segment,
  signedByFeedSchema,
  type SignedByFeed,
  type SubmissionLine,
  type SubmissionReply,
  submissionReplySchema,
  tokenAssertion,
  tokenReplySchema,
} from '../../../shared/sync/index.ts';
import { exchange, type ExchangeFailure, type HubBody, type HubReply } from './exchange.ts';
import { type FeedPage, parseFeedPage, type PageQuery } from './feed-page.ts';
import { parseJson } from '../../../shared/json/index.ts';
import { parseJsonBytes } from './json.ts';
import { type Line, openLine } from './line.ts';
import { Rests, type Way } from './rests.ts';

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
  /** How the kiosk is, said beside each proof of who it is. */
  health?(): Health | undefined;
  /** What it still keeps under which keys, told with each token. */
  keptKeys(): KeptKeys['tenants'];
}

interface Token {
  text: string;
  /** By the clock that only goes forward. */
  freshUntil: number;
}

const FRESH_PART = 0.8;

/** One hub enrols a kiosk and makes its tokens for all tenants. */
const AT_THE_DOOR = '';

/** The hub as a kiosk sees it. Nothing that it replies is believed before it passed its schema. */
export class HubClient {
  readonly #baseUrl: string;
  readonly #identity: () => HubIdentity | undefined;
  readonly #line: Line;
  #token: Token | undefined;
  readonly #rests = new Rests();
  /** The hub's clock when it last told it, and ours that only goes forward. */
  #heard: { hub: number; here: number } | undefined;

  /** @param certificateFile see `openLine` */
  constructor(baseUrl: string, identity: () => HubIdentity | undefined, certificateFile?: string) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#line = openLine(baseUrl, certificateFile);
    this.#identity = identity;
  }

  /** How long a tenant's hub has asked to be left alone on this way, in milliseconds from now. */
  restMilliseconds(tenant: string, way: Way): number {
    return Math.max(this.#rests.left(tenant, way), this.doorRestMilliseconds());
  }

  /** The same of enrolment and of tokens, without a fresh one of which no way is open. */
  doorRestMilliseconds(): number {
    return this.#hasFreshToken() ? 0 : this.#rests.left(AT_THE_DOOR, 'door');
  }

  /** `not-allowed`: the code was never given, is used up or too old. */
  async enrol(
    request: { code: string; publicKey: string; signature: string },
    signal: AbortSignal,
  ): Promise<Result<EnrolReply, HubFailure>> {
    const reply = await this.#send({
      tenant: AT_THE_DOOR,
      way: 'door',
      path: '/v1/enrol',
      json: request,
      signal,
    });
    return reply.ok ? read(enrolReplySchema, reply.value) : err(reply.reason);
  }

  async checkpoint(tenant: string, signal: AbortSignal): Promise<Result<CheckpointReply, HubFailure>> {
    const reply = await this.#sendAsDevice({ tenant, way: 'down', path: `/v1/${tenant}/checkpoint`, signal });
    if (!reply.ok) return err(reply.reason);
    const checkpoint = read(checkpointReplySchema, reply.value);
    if (checkpoint.ok) this.#heard = { hub: checkpoint.value.now, here: performance.now() };
    return checkpoint;
  }

  /** Milliseconds since 1970 by the hub's clock; undefined before it was heard. This kiosk's own may be years off. */
  time(): number | undefined {
    return this.#heard && Math.round(this.#heard.hub + performance.now() - this.#heard.here);
  }

  /** Proves anew who this kiosk is, and says how it is. What fails is said with the next request instead. */
  async proveAgain(signal: AbortSignal): Promise<void> {
    this.#token = undefined;
    await this.#freshToken(signal);
  }

  /**
   * `epoch-changed`: the hub's database is not the one that the checkpoint came from; `below-floor`: what followed this
   * position has left the log.
   */
  async feedPage(
    tenant: string,
    scope: Scope,
    query: PageQuery,
    signal: AbortSignal,
  ): Promise<Result<FeedPage, HubFailure | 'epoch-changed' | 'below-floor' | 'bad-page'>> {
    const search = `epoch=${query.epoch}&after=${query.after}&until=${query.until}`;
    const path = `/v1/${tenant}/feed/${scope}?${search}`;
    const reply = await this.#sendAsDevice({ tenant, way: 'down', path, signal });
    if (reply.ok) return parseFeedPage(reply.value.bytes, query);
    if (reply.status === 409) return err('epoch-changed');
    return err(reply.status === 410 ? 'below-floor' : reply.reason);
  }

  /** The newest snapshot of a scope. `not-served`: there is none, its log is the way. */
  async snapshot(
    tenant: string,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<Result<SignedByFeed, HubFailure>> {
    const path = `/v1/${tenant}/snapshot/${scope}`;
    const reply = await this.#sendAsDevice({ tenant, way: 'down', path, signal });
    return reply.ok ? read(signedByFeedSchema, reply.value) : err(reply.reason);
  }

  /**
   * A segment from a byte on, given away as it comes, so that a cut line loses nothing that came. `isRest`: the hub gives
   * the rest that was asked for, and not all of it again.
   * @param start called before the first piece
   */
  async segment(
    tenant: string,
    segment: Segment,
    taking: { from: number; start(isRest: boolean): void; onPiece(piece: Uint8Array): void },
    signal: AbortSignal,
  ): Promise<Result<undefined, HubFailure>> {
    const { from, start, onPiece } = taking;
    const path = `/v1/${tenant}/segment/${segment.sha256}`;
    const rest = from > 0 ? { from } : {};
    const reply = await this.#sendAsDevice({ tenant, way: 'down', path, ...rest, start, onPiece, signal });
    return reply.ok ? ok() : err(reply.reason);
  }

  /** The hub's words on the items that it speaks of; those it does not mention were not taken. */
  async submit(
    tenant: string,
    lines: readonly SubmissionLine[],
    signal: AbortSignal,
  ): Promise<Result<SubmissionReply[], HubFailure>> {
    const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const path = `/v1/${tenant}/submissions`;
    const reply = await this.#sendAsDevice({ tenant, way: 'up', path, ndjson, signal });
    if (!reply.ok) return err(reply.reason);
    const words = Buffer.from(reply.value.bytes).toString('utf8').split('\n');
    const said = words.map((line) => submissionReplySchema.safeParse(parseJson(line)));
    return ok(said.flatMap((line) => (line.success ? [line.data] : [])));
  }

  /** What the hub can say of these items, at most `ACKS_BATCH`. */
  async acks(
    tenant: string,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<SignedByFeed, HubFailure>> {
    const path = `/v1/${tenant}/acks`;
    const reply = await this.#sendAsDevice({ tenant, way: 'up', path, json: { ids }, signal });
    return reply.ok ? read(signedByFeedSchema, reply.value) : err(reply.reason);
  }

  /** From which byte on the hub lacks an attachment. `not-served`: no item that it has names this one. */
  async blobOffset(
    tenant: string,
    { sha256, bytes }: Attachment,
    signal: AbortSignal,
  ): Promise<Result<number, HubFailure>> {
    const path = `/v1/${tenant}/blob/${sha256}?bytes=${bytes}`;
    const reply = await this.#sendAsDevice({ tenant, way: 'attached', path, method: 'HEAD', signal });
    if (!reply.ok) return err(reply.reason);
    return readOffset(reply.value.blobOffset, bytes);
  }

  /**
   * Brings the next piece of an attachment; gives the byte from which on the hub lacks it then, whether or not it was the
   * piece that it wanted. `wrong-hash`: the hub has all, and it is not what the name says: it begins anew.
   */
  async putBlob(
    tenant: string,
    { sha256, bytes }: Attachment,
    piece: { start: number; content: Uint8Array },
    signal: AbortSignal,
  ): Promise<Result<number, HubFailure | 'wrong-hash'>> {
    const last = piece.start + piece.content.byteLength - 1;
    const reply = await this.#sendAsDevice({
      tenant,
      way: 'attached',
      path: `/v1/${tenant}/blob/${sha256}`,
      method: 'PUT',
      piece: { content: piece.content, range: `bytes ${piece.start}-${last}/${bytes}` },
      signal,
    });
    if (reply.ok) return readOffset(reply.value.blobOffset, bytes);
    if (reply.status === 409) return readOffset(reply.blobOffset, bytes);
    return err(reply.status === 422 ? 'wrong-hash' : reply.reason);
  }

  /** The stream of pokes, given away as it comes; over when the hub ends it, or when it is silent for a minute. */
  async live(
    tenant: string,
    onPiece: (piece: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<Result<undefined, HubFailure>> {
    const path = `/v1/${tenant}/live`;
    const reply = await this.#sendAsDevice({ tenant, way: 'live', path, onPiece, isStream: true, signal });
    return reply.ok ? ok() : err(reply.reason);
  }

  /** Asks for somebody from the desk of this site. The id is the call's own: the same one again is the same call. */
  callDesk(
    tenant: string,
    { id, language }: { id: string; language: Language },
    signal: AbortSignal,
  ): Promise<Result<HelpCallReply, HubFailure>> {
    return this.#aboutCall({ tenant, id, method: 'PUT', json: { language } }, signal);
  }

  lookAtCall(tenant: string, id: string, signal: AbortSignal): Promise<Result<HelpCallReply, HubFailure>> {
    return this.#aboutCall({ tenant, id }, signal);
  }

  endCall(tenant: string, id: string, signal: AbortSignal): Promise<Result<HelpCallReply, HubFailure>> {
    return this.#aboutCall({ tenant, id, method: 'DELETE' }, signal);
  }

  async #aboutCall(
    { tenant, id, ...request }: { tenant: string; id: string } & Pick<Sending, 'method' | 'json'>,
    signal: AbortSignal,
  ): Promise<Result<HelpCallReply, HubFailure>> {
    const path = `/v1/${tenant}/call/${id}`;
    const reply = await this.#sendAsDevice({ tenant, way: 'call', path, ...request, signal });
    return reply.ok ? read(helpCallReplySchema, reply.value) : err(reply.reason);
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
    if (this.#token && this.#hasFreshToken()) return ok(this.#token.text);
    const identity = this.#identity();
    if (!identity) return err('not-allowed');
    const { device, tenant, sign } = identity;
    const nonce = await this.#send({ tenant: AT_THE_DOOR, way: 'door', path: `/v1/${tenant}/nonce`, signal });
    if (!nonce.ok) return nonce;
    const asked = read(nonceReplySchema, nonce.value);
    if (!asked.ok) return asked;
    const { nonce: said } = asked.value;
    const text = JSON.stringify({
      format: 'borne/kept-keys/v1',
      device,
      nonce: said,
      tenants: identity.keptKeys(),
    } satisfies KeptKeys);
    const json = {
      device,
      nonce: said,
      signature: sign(tokenAssertion(device, said)),
      clock: Date.now(),
      kept: { text, signature: sign(text) },
      health: identity.health?.(),
    };
    const reply = await this.#send({
      tenant: AT_THE_DOOR,
      way: 'door',
      path: `/v1/${tenant}/token`,
      json,
      signal,
    });
    if (!reply.ok) return err(reply.reason);
    const minted = read(tokenReplySchema, reply.value);
    if (!minted.ok) return minted;
    const milliseconds = minted.value.expiresInSeconds * 1_000 * FRESH_PART;
    this.#token = { text: minted.value.token, freshUntil: performance.now() + milliseconds };
    return ok(minted.value.token);
  }

  #hasFreshToken(): boolean {
    return this.#token !== undefined && performance.now() < this.#token.freshUntil;
  }

  async #send(request: Sending): Promise<Sent> {
    const body = bodyOf(request);
    const reply = await exchange({
      url: `${this.#baseUrl}${request.path}`,
      line: this.#line,
      method: request.method ?? (body === undefined ? 'GET' : 'POST'),
      token: request.token,
      body,
      ...(request.from === undefined ? {} : { from: request.from }),
      ...(request.start === undefined ? {} : { start: request.start }),
      ...(request.onPiece === undefined ? {} : { onPiece: request.onPiece }),
      ...(request.isStream === undefined ? {} : { isStream: request.isStream }),
      signal: request.signal,
    });
    if (!reply.ok) return reply;
    const { status, retryAfterSeconds, blobOffset } = reply.value;
    if (retryAfterSeconds !== undefined) this.#rests.ask(request.tenant, request.way, retryAfterSeconds);
    if (status === 200 || status === 206) return reply;
    return { ...err(failureOf(status)), status, blobOffset };
  }
}

interface Sending {
  tenant: string;
  way: Way;
  path: string;
  /** Other than GET, or POST for what has a body. */
  method?: 'HEAD' | 'PUT' | 'DELETE';
  token?: string;
  json?: unknown;
  ndjson?: string;
  piece?: { content: Uint8Array; range: string };
  from?: number;
  start?: (isRest: boolean) => void;
  onPiece?: (piece: Uint8Array) => void;
  isStream?: boolean;
  signal: AbortSignal;
}

type Sent =
  | { ok: true; value: HubReply }
  | { ok: false; reason: HubFailure; status?: number; blobOffset?: number | undefined };

function bodyOf({ json, ndjson, piece }: Sending): HubBody | undefined {
  if (json !== undefined) return { type: 'application/json', content: JSON.stringify(json) };
  if (ndjson !== undefined) return { type: 'application/x-ndjson', content: ndjson };
  return piece && { type: 'application/octet-stream', ...piece };
}

/** A hub that has more than there is, or does not say, cannot be gone on with. */
function readOffset(offset: number | undefined, bytes: number): Result<number, 'bad-reply'> {
  return offset !== undefined && offset <= bytes ? ok(offset) : err('bad-reply');
}

function failureOf(status: number): HubFailure {
  if (status === 401 || status === 403) return 'not-allowed';
  if (status === 400 || status === 413 || status === 422) return 'request-refused';
  if (status === 404 || status === 410) return 'not-served';
  return 'hub-busy';
}

function read<T>(schema: z.ZodType<T>, reply: HubReply): Result<T, 'bad-reply'> {
  const parsed = schema.safeParse(parseJsonBytes(reply.bytes));
  return parsed.success ? ok(parsed.data) : err('bad-reply');
}
