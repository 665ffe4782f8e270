import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  fingerprint,
  generateSealingKeyPair,
  generateSigningKeyPair,
  sign,
  signKeyset,
  type Keyset,
  type SigningKeyPair,
} from '../../shared/sealing/index.ts';
import {
  addSums,
  FEED_PAGE,
  recordSum,
  SCOPES,
  submissionLineSchema,
  type Change,
  type Scope,
  type SubmissionReply,
} from '../../shared/sync/index.ts';

/** What a hub may do wrong, or differently, with one request: true when it has answered. */
export type Misbehaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
) => boolean | Promise<boolean>;

type ChangeToPublish = Pick<Change, 'collection' | 'id' | 'body'> & { scope?: Scope };

/** A hub in memory that speaks the sync wire, follows every rule, and can be told to break each of them. */
export class FakeHub {
  url = '';
  readonly tenant = 'pantin';
  readonly service = 'droit-de-proposition-populaire';
  epoch = crypto.randomUUID() as string;
  edition = 1;
  /** The largest page that it gives. */
  pageSize = FEED_PAGE;
  misbehave: Misbehaviour = () => false;
  /** What is said of each submission that arrives; by default it is taken. */
  judge: (id: string) => SubmissionReply['outcome'] = (id) =>
    this.received.has(id) ? 'duplicate' : 'accepted';
  /** Submissions taken, by id. */
  readonly received = new Map<string, string>();
  /** Paths asked for, in order. */
  readonly asked: string[] = [];
  readonly #changes: (Change & { scope: Scope })[] = [];
  #position = 0;
  readonly #server: Server;
  readonly keys: { root: SigningKeyPair; feed: SigningKeyPair; hub: string; service: string };

  private constructor(keys: FakeHub['keys']) {
    this.keys = keys;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeHub> {
    const hub = new FakeHub({
      root: await generateSigningKeyPair(),
      feed: await generateSigningKeyPair(),
      hub: (await generateSealingKeyPair()).publicKey,
      service: (await generateSealingKeyPair()).publicKey,
    });
    await hub.listen(0);
    return hub;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  keyset(): Keyset {
    return {
      format: 'borne/keyset/v1',
      tenant: this.tenant,
      edition: this.edition,
      hub: [{ kid: 'hub-key', publicKey: this.keys.hub }],
      feed: [{ kid: 'feed-key', publicKey: this.keys.feed.publicKey }],
      services: { [this.service]: [{ kid: 'service-key', publicKey: this.keys.service }] },
      partners: [],
    };
  }

  publish(...changes: ChangeToPublish[]): void {
    for (const { scope = 'public', ...change } of changes) {
      this.#position += 1;
      const before = this.#changes.findLast(
        (known) => known.scope === scope && known.collection === change.collection && known.id === change.id,
      );
      const version = (before?.version ?? 0) + 1;
      const op = change.body === null ? 'delete' : 'put';
      this.#changes.push({ ...change, scope, version, op, position: this.#position });
    }
  }

  /** As after a restore: the same content, another life. */
  beginNewEpoch(): void {
    this.epoch = crypto.randomUUID();
  }

  /** Drops everything that was published, as a hub restored from an old backup would have. */
  forgetContent(): void {
    this.#changes.length = 0;
    this.#position = 0;
  }

  /** The live records of a scope, by collection and id. */
  live(scope: Scope = 'public'): Map<string, Change> {
    const live = new Map<string, Change>();
    for (const change of this.#changes.filter((each) => each.scope === scope)) {
      const key = `${change.collection}/${change.id}`;
      if (change.op === 'put') live.set(key, change);
      else live.delete(key);
    }
    return live;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    this.asked.push(request.url ?? '');
    if (await this.misbehave(request, response, body)) return;
    const url = new URL(request.url ?? '/', this.url);
    const path = url.pathname;
    if (path === '/v1/enrol') return json(response, 200, await this.#enrolment());
    if (path === `/v1/${this.tenant}/nonce`) return json(response, 200, { nonce: 'nonce' });
    if (path === `/v1/${this.tenant}/token`)
      return json(response, 200, { token: 'token', expiresInSeconds: 900 });
    if (path === `/v1/${this.tenant}/checkpoint`) return json(response, 200, await this.checkpointReply());
    if (path.startsWith(`/v1/${this.tenant}/feed/`)) return this.#feed(url, response);
    if (path === `/v1/${this.tenant}/submissions`) return this.#take(body, response);
    return json(response, 404, { error: 'unknown-tenant' });
  }

  async #enrolment() {
    return {
      device: crypto.randomUUID(),
      tenant: this.tenant,
      site: { id: 'test', name: 'Maison du projet' },
      rootKey: this.keys.root.publicKey,
      keyset: await signKeyset(this.keyset(), this.keys.root.privateKey),
    };
  }

  async checkpointReply() {
    const text = JSON.stringify({
      format: 'borne/checkpoint/v1',
      tenant: this.tenant,
      epoch: this.epoch,
      head: this.#position,
      scopes: await Promise.all(SCOPES.map((scope) => this.#scopeState(scope))),
    });
    return {
      checkpoint: { text, signature: await sign(this.keys.feed.privateKey, text) },
      feedKey: 'feed-key',
      keyset: await signKeyset(this.keyset(), this.keys.root.privateKey),
    };
  }

  async #scopeState(scope: Scope) {
    const live = [...this.live(scope).values()];
    const sums = await Promise.all(
      live.map(async ({ collection, id, version, body }) =>
        recordSum({ collection, id, version, sha256: await fingerprint(body ?? '') }),
      ),
    );
    const head = this.#changes.findLast((change) => change.scope === scope)?.position ?? 0;
    return { scope, head, count: live.length, sum: String(sums.reduce(addSums, 0n)) };
  }

  #feed(url: URL, response: ServerResponse): void {
    const scope = url.pathname.split('/').at(-1);
    const after = Number(url.searchParams.get('after'));
    const until = Number(url.searchParams.get('until'));
    if (url.searchParams.get('epoch') !== this.epoch) return json(response, 409, { error: 'epoch' });
    const all = this.#changes.filter(
      (change) => change.scope === scope && change.position > after && change.position <= until,
    );
    const changes = all.slice(0, this.pageSize);
    const last = changes.length < all.length ? (changes.at(-1)?.position ?? until) : until;
    const header = { epoch: this.epoch, after, last, count: changes.length };
    const lines = changes.map(({ position, collection, id, version, op, body }) => ({
      position,
      collection,
      id,
      version,
      op,
      body,
    }));
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end([header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  #take(body: string, response: ServerResponse): void {
    const lines = body.split('\n').filter((line) => line !== '');
    const replies = lines.map((line): SubmissionReply => {
      const { id, item } = submissionLineSchema.parse(JSON.parse(line));
      const outcome = this.judge(id);
      if (outcome === 'accepted') this.received.set(id, item);
      return { id, outcome };
    });
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end(replies.map((reply) => `${JSON.stringify(reply)}\n`).join(''));
  }
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += String(piece);
  return body;
}
