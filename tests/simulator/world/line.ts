import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { firstPart, flipped, withAlteredRecord, type Fault } from './faults.ts';
import { type HubProcess } from './hub-process.ts';

interface Asked {
  kiosk: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Less than the whole body is sent, and then the connection breaks off. */
  sent?: number;
}

const CARRIED = ['authorization', 'content-type', 'accept', 'range', 'if-none-match'];
const OWN = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'date',
]);

/** The line between the kiosks and the hubs of a city: it may do to each request what lines and proxies do. */
export class Line {
  url = '';
  /** Which hub takes the next request. */
  chooseHub: () => HubProcess | undefined;
  /** The status with which somebody in between refuses a request; undefined lets it through. */
  refuse: (path: string, body: string) => number | undefined = () => undefined;
  /** Requests so far that brought submissions. */
  deliveries = 0;
  readonly #faults = new Map<string, Fault[]>();
  readonly #past = new Map<string, Answer[]>();
  #late: Asked[] = [];
  readonly #server: Server;

  constructor(chooseHub: () => HubProcess | undefined) {
    this.chooseHub = chooseHub;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Each of the kiosk's next requests meets one of these. */
  spoil(kiosk: string, faults: readonly Fault[]): void {
    this.#faults.set(kiosk, [...faults]);
  }

  /**
   * No word on a delivery from before a restore comes again: caches keep no answer to a POST. What they may keep, of
   * whichever life, comes again.
   */
  forgetWords(): void {
    for (const place of this.#past.keys()) if (place.startsWith('POST ')) this.#past.delete(place);
  }

  /** From now on the line is good; what it held back arrives. */
  async mend(): Promise<void> {
    this.#faults.clear();
    await this.#deliverLate();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readAsked(request);
    if (asked.path.endsWith('/submissions')) this.deliveries += 1;
    try {
      const answer = await this.#answer(asked, this.#nextFault(asked));
      if (answer === undefined) response.destroy();
      else send(response, answer);
    } catch {
      response.destroy();
    }
  }

  /** Tokens are asked for in between: a fault that fell on them would seldom show anything. */
  #nextFault(asked: Asked): Fault | undefined {
    if (/\/(nonce|token|enrol)$/.test(asked.path)) return undefined;
    return this.#faults.get(asked.kiosk)?.shift();
  }

  /** Undefined: the connection breaks off. */
  async #answer(asked: Asked, fault: Fault | undefined): Promise<Answer | undefined> {
    const at = fault?.at ?? 0;
    switch (fault?.kind) {
      case 'drop-request':
        return undefined;
      case 'late':
        this.#late.push(asked);
        return undefined;
      case 'busy':
        return { status: 503, headers: { 'retry-after': '5' }, body: Buffer.from('{"error":"unavailable"}') };
      case 'gone':
        return { status: at < 0.5 ? 409 : 410, headers: {}, body: Buffer.from('{"error":"epoch"}') };
      case 'portal':
        return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html></html>') };
      case 'flip-request':
        return this.#forward({ ...asked, body: flipped(asked.body, at) });
      case 'half-request':
        return this.#forward({ ...asked, body: firstPart(asked.body, at) });
      case 'duplicate':
        await Promise.all([this.#forward(asked), this.#forward(asked)]);
        return this.#forward(asked);
      case 'stale':
        return this.#pastAnswer(pathAndQuery(asked), at) ?? this.#forward(asked);
      case 'other-answer':
        return this.#pastAnswer(undefined, at) ?? this.#forward(asked);
      case undefined:
      case 'altered-record':
      case 'cut-answer':
      case 'drop-answer':
      case 'flip-answer':
      case 'half-answer':
        return spoilt(await this.#forward(asked), fault);
    }
  }

  async #forward(asked: Asked): Promise<Answer | undefined> {
    const refused = this.refuse(asked.path, asked.body.toString('utf8'));
    if (refused !== undefined) return { status: refused, headers: {}, body: Buffer.from('{}') };
    const hub = this.chooseHub();
    if (hub === undefined || hub.isDead) return undefined;
    const response = await fetch(`${hub.url}${asked.path}`, {
      method: asked.method,
      headers: asked.headers,
      body: asked.method === 'GET' ? null : new Uint8Array(asked.body),
    });
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !OWN.has(name)));
    const answer = { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
    if (hub.isDead) return undefined;
    this.#remember(pathAndQuery(asked), answer);
    return answer;
  }

  #remember(place: string, answer: Answer): void {
    if (answer.status !== 200 || /\/(nonce|token|enrol)$/.test(place)) return;
    this.#past.set(place, [...(this.#past.get(place) ?? []).slice(-5), answer]);
  }

  #pastAnswer(place: string | undefined, at: number): Answer | undefined {
    const past = place === undefined ? [...this.#past.values()].flat() : (this.#past.get(place) ?? []);
    return past[Math.floor(at * past.length)];
  }

  async #deliverLate(): Promise<void> {
    const late = this.#late;
    this.#late = [];
    for (const asked of late.toReversed()) await this.#forward(asked).catch(() => undefined);
  }
}

function spoilt(answer: Answer | undefined, fault: Fault | undefined): Answer | undefined {
  if (answer === undefined || fault === undefined) return answer;
  if (fault.kind === 'drop-answer') return undefined;
  const { body } = answer;
  if (fault.kind === 'flip-answer') return { ...answer, body: flipped(body, fault.at) };
  if (fault.kind === 'altered-record') return { ...answer, body: withAlteredRecord(body) };
  const part = firstPart(body, fault.at);
  if (fault.kind === 'half-answer') return { ...answer, body: part };
  if (fault.kind === 'cut-answer') return { ...answer, sent: part.length };
  return answer;
}

function send(response: ServerResponse, answer: Answer): void {
  const { status, headers, body, sent } = answer;
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  if (sent === undefined) response.end(body);
  else response.write(body.subarray(0, sent), () => response.destroy());
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const [, kiosk = '', ...rest] = (request.url ?? '').split('/');
  const headers = Object.fromEntries(
    CARRIED.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  const path = `/${rest.join('/')}`;
  return { kiosk, method: request.method ?? 'GET', path, headers, body: Buffer.concat(pieces) };
}

function pathAndQuery(asked: Asked): string {
  return `${asked.method} ${asked.path}`;
}
