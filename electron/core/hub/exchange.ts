import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { BLOB_OFFSET_HEADER } from '../../../shared/sync/index.ts';
import { type Line } from './line.ts';

export interface HubRequest {
  url: string;
  line: Line;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  token?: string | undefined;
  body?: HubBody | undefined;
  /** Asks for the rest of something of which so many bytes are here already. */
  from?: number;
  /** Takes what was asked for piece by piece, instead of the reply; not called for a refusal. */
  onPiece?: (piece: Uint8Array) => void;
  /** Called before the first piece: whether the hub gives the rest from `from` on, or all of it. */
  start?: (isRest: boolean) => void;
  /** It goes on for as long as the hub gives a sign of life. */
  isStream?: boolean;
  signal: AbortSignal;
}

export type HubBody =
  | { type: 'application/json' | 'application/x-ndjson'; content: string }
  /** `range` says which part of the whole it is. */
  | { type: 'application/octet-stream'; content: Uint8Array; range: string };

export interface HubReply {
  status: number;
  /** Empty when `onPiece` took them. */
  bytes: Uint8Array;
  retryAfterSeconds: number | undefined;
  /** How much of an attachment the hub says that it has. */
  blobOffset: number | undefined;
}

export type ExchangeFailure = 'hub-unreachable' | 'hub-too-slow' | 'bad-reply';

/** Time for the first byte of a reply, and then for each next piece: a slow line is fine, a silent one is not. */
const SILENCE_MILLISECONDS = 10_000;
const WHOLE_EXCHANGE_MILLISECONDS = 300_000;

/** A stream gives a sign of life every 20 seconds: after three that did not come, nobody is there. */
const STREAM_SILENCE_MILLISECONDS = 60_000;

/** A page of the feed is about a megabyte; a hub gone mad must not fill the memory. */
const LARGEST_REPLY_BYTES = 64_000_000;

const LONGEST_WAIT_SECONDS = 300;

/**
 * One request and its whole reply. Never throws.
 * `hub-unreachable`: no connection, or it broke off, or nobody vouches for the other end; `hub-too-slow`: it was silent,
 * or took too long; `bad-reply`: too big.
 */
export async function exchange(request: HubRequest): Promise<Result<HubReply, ExchangeFailure>> {
  const silence = new Silence(request.isStream ? STREAM_SILENCE_MILLISECONDS : SILENCE_MILLISECONDS);
  const whole = request.isStream
    ? new AbortController().signal
    : AbortSignal.timeout(WHOLE_EXCHANGE_MILLISECONDS);
  const signal = AbortSignal.any([silence.signal, whole, request.signal]);
  try {
    const response = await send(request, signal);
    const status = response.statusCode ?? 0;
    // The hub has no reason to send a kiosk elsewhere; somebody in between might have.
    if (status >= 300 && status < 400) return giveUp(response, 'hub-unreachable');
    const isGiven = status === 200 || status === 206;
    if (isGiven) request.start?.(status === 206);
    const bytes = await readBytes(response, silence, isGiven ? request : undefined);
    if (bytes === undefined) return giveUp(response, 'bad-reply');
    return ok({
      status,
      bytes,
      retryAfterSeconds: retryAfter(response),
      blobOffset: blobOffset(response),
    });
  } catch {
    return err(silence.signal.aborted || whole.aborted ? 'hub-too-slow' : 'hub-unreachable');
  } finally {
    silence.end();
  }
}

function giveUp(response: IncomingMessage, reason: ExchangeFailure): Result<HubReply, ExchangeFailure> {
  response.destroy();
  return err(reason);
}

function send(request: HubRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const start = request.url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const { method, line, body } = request;
    const sending = start(request.url, { method, agent: line, headers: headersOf(request), signal }, resolve);
    // Also after the reply has begun: what breaks off then is told by the reply.
    sending.on('error', reject);
    sending.end(body?.content);
  });
}

function headersOf(request: HubRequest): Record<string, string> {
  return {
    // What is taken piece by piece is taken as it is: a part of something packed cannot be unpacked.
    'accept-encoding': request.onPiece ? 'identity' : 'gzip',
    ...(request.isStream ? { accept: 'text/event-stream' } : {}),
    ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
    ...(request.body === undefined ? {} : { 'content-type': request.body.type }),
    ...(request.body && 'range' in request.body ? { 'content-range': request.body.range } : {}),
    ...(request.from === undefined ? {} : { range: `bytes=${request.from}-` }),
  };
}

/** Undefined when the reply is too big, also when a small one unpacks to more, or packed in a way not asked for. */
async function readBytes(
  response: IncomingMessage,
  silence: Silence,
  taking: Pick<HubRequest, 'onPiece' | 'isStream'> | undefined,
): Promise<Uint8Array | undefined> {
  const body = unpacked(response);
  if (body === undefined) return undefined;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    silence.broken();
    bytes += piece.byteLength;
    if (bytes > LARGEST_REPLY_BYTES && !taking?.isStream) return undefined;
    if (taking?.onPiece) taking.onPiece(piece);
    else pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function unpacked(response: IncomingMessage): Readable | undefined {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return response;
  if (encoding !== 'gzip') return undefined;
  const gunzip = createGunzip();
  response.on('error', (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
}

/** Given in seconds, or as a time of the hub's clock: the kiosk's own may be wrong. */
function retryAfter(response: IncomingMessage): number | undefined {
  const { date = '', 'retry-after': given = '' } = response.headers;
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.parse(date)) / 1_000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_SECONDS) : undefined;
}

function blobOffset(response: IncomingMessage): number | undefined {
  const bytes = Number(response.headers[BLOB_OFFSET_HEADER] ?? Number.NaN);
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}

/** Aborts when nothing was heard for too long. */
class Silence {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  broken(): void {
    this.end();
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => this.#controller.abort(), this.#milliseconds);
  }
}
