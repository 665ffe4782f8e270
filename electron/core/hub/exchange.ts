import { err, ok, type Result } from '../../../shared/result/index.ts';

export interface HubRequest {
  url: string;
  method: 'GET' | 'POST';
  token?: string | undefined;
  body?: { type: 'application/json' | 'application/x-ndjson'; text: string } | undefined;
  signal: AbortSignal;
}

export interface HubReply {
  status: number;
  text: string;
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
 * big, or not text.
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
    const text = await readText(response, silence);
    if (text === undefined) return err('bad-reply');
    return ok({ status: response.status, text, retryAfterSeconds: retryAfter(response) });
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
  };
}

/** Undefined when the reply is too big or is not UTF-8. */
async function readText(response: Response, silence: Silence): Promise<string | undefined> {
  if (!response.body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  for await (const piece of response.body) {
    silence.broken();
    bytes += piece.byteLength;
    if (bytes > LARGEST_REPLY_BYTES) return undefined;
    const decoded = decode(() => decoder.decode(piece, { stream: true }));
    if (decoded === undefined) return undefined;
    text += decoded;
  }
  return decode(() => text + decoder.decode());
}

function decode(work: () => string): string | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
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
