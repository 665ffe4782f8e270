import { err, ok, type Result } from '../../../shared/result/index.ts';

export interface HubRequest {
  url: string;
  method: 'GET' | 'POST';
  token?: string | undefined;
  body?: { type: 'application/json' | 'application/x-ndjson'; text: string } | undefined;
  /** Asks for the rest of something of which so many bytes are here already. */
  from?: number;
  /** Takes what was asked for piece by piece, instead of the reply; not called for a refusal. */
  onPiece?: (piece: Uint8Array) => void;
  /** Called before the first piece: whether the hub gives the rest from `from` on, or all of it. */
  start?: (isRest: boolean) => void;
  signal: AbortSignal;
}

export interface HubReply {
  status: number;
  /** Empty when `onPiece` took them. */
  bytes: Uint8Array;
  retryAfterSeconds: number | undefined;
}

export type ExchangeFailure = 'hub-unreachable' | 'hub-too-slow' | 'bad-reply';

/** Time for the first byte of a reply, and then for each next piece: a slow line is fine, a silent one is not. */
const SILENCE_MILLISECONDS = 10_000;
const WHOLE_EXCHANGE_MILLISECONDS = 300_000;

/** A page of the feed is about a megabyte; a hub gone mad must not fill the memory. */
const LARGEST_REPLY_BYTES = 64_000_000;

const LONGEST_WAIT_SECONDS = 300;

/**
 * One request and its whole reply. Never throws.
 * `hub-unreachable`: no connection, or it broke off; `hub-too-slow`: it was silent, or took too long; `bad-reply`: too
 * big.
 */
export async function exchange(request: HubRequest): Promise<Result<HubReply, ExchangeFailure>> {
  const silence = new Silence();
  const whole = AbortSignal.timeout(WHOLE_EXCHANGE_MILLISECONDS);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: headersOf(request),
      body: request.body?.text ?? null,
      // The hub has no reason to send a kiosk elsewhere; somebody in between might have.
      redirect: 'error',
      signal: AbortSignal.any([silence.signal, whole, request.signal]),
    });
    const isGiven = response.status === 200 || response.status === 206;
    if (isGiven) request.start?.(response.status === 206);
    const taken = isGiven ? request.onPiece : undefined;
    const bytes = await readBytes(response, silence, taken);
    if (bytes === undefined) return err('bad-reply');
    return ok({ status: response.status, bytes, retryAfterSeconds: retryAfter(response) });
  } catch {
    return err(silence.signal.aborted || whole.aborted ? 'hub-too-slow' : 'hub-unreachable');
  } finally {
    silence.end();
  }
}

function headersOf(request: HubRequest): Record<string, string> {
  return {
    ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
    ...(request.body === undefined ? {} : { 'content-type': request.body.type }),
    ...(request.from === undefined ? {} : { range: `bytes=${request.from}-` }),
  };
}

/** Undefined when the reply is too big, also when a small one unpacks to more. */
async function readBytes(
  response: Response,
  silence: Silence,
  onPiece: HubRequest['onPiece'],
): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    silence.broken();
    bytes += piece.byteLength;
    if (bytes > LARGEST_REPLY_BYTES) return undefined;
    if (onPiece) onPiece(piece);
    else pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_SECONDS) : undefined;
}

/** Aborts when nothing was heard for too long. */
class Silence {
  readonly #controller = new AbortController();
  #timer = this.#start();

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
    return setTimeout(() => this.#controller.abort(), SILENCE_MILLISECONDS);
  }
}
