import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  generateSealingKeyPair,
  generateSigningKeyPair,
  sign,
  signKeyset,
  type Keyset,
  type SigningKeyPair,
} from '../../shared/sealing/index.ts';
import {
  acksRequestSchema,
  addSums,
  ANSWERS_SCOPE,
  bucketOf,
  changeFrame,
  FEED_PAGE,
  placeOf,
  PUBLIC_SCOPE,
  recordSum,
  SYNC_SCHEMA,
  submissionLineSchema,
  type Acks,
  type Checkpoint,
  type Scope,
  type SignedByFeed,
  type Snapshot,
  type SubmissionReply,
} from '../../shared/sync/index.ts';
import { sha256, sha256Name } from '../../electron/core/store/index.ts';
import { asChange, type TextChange } from './text-change.ts';

/** What a hub may do wrong, or differently, with one request: true when it has answered. */
export type Misbehaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
) => boolean | Promise<boolean>;

type ChangeToPublish = Pick<TextChange, 'collection' | 'id' | 'body'> & { scope?: Scope };

/** A hub in memory that speaks the sync wire, follows every rule, and can be told to break each of them. */
export class FakeHub {
  url = '';
  readonly tenant = 'pantin';
  readonly service = 'droit-de-proposition-populaire';
  epoch = crypto.randomUUID() as string;
  /** Undefined: a hub of an older version, which does not order its epochs. */
  epochNumber: number | undefined = 1;
  edition = 1;
  /** The scopes that its checkpoint names. */
  scopes: Scope[] = [PUBLIC_SCOPE, ANSWERS_SCOPE];
  minSchema = SYNC_SCHEMA;
  /** Tenants whose content its kiosks follow; it answers for none of them. */
  partners: Keyset['partners'] = [];
  /** The largest page that it gives. */
  pageSize = FEED_PAGE;
  misbehave: Misbehaviour = () => false;
  /** What is said of each submission that arrives; by default it is taken. */
  judge: (id: string) => SubmissionReply['outcome'] = (id) =>
    this.received.has(id) ? 'duplicate' : 'accepted';
  /** Submissions taken, by id. */
  readonly received = new Map<string, string>();
  /** Those of them that are in a verified backup. */
  readonly settled = new Set<string>();
  /** Paths asked for, in order. */
  readonly asked: string[] = [];
  /** By scope, once `packSnapshot` made one. */
  readonly snapshots = new Map<Scope, Snapshot>();
  readonly segments = new Map<string, Buffer>();
  /** Positions up to which the log of a scope was dropped. */
  readonly floors = new Map<Scope, number>();
  readonly #streams = new Set<ServerResponse>();
  readonly #changes: (TextChange & { scope: Scope })[] = [];
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
      partners: this.partners,
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

  /** Tells those who listen that something is new. */
  poke(): void {
    const poke = { epoch: this.epoch, head: this.#position, spreadMilliseconds: 0 };
    for (const stream of this.#streams) stream.write(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`);
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** As a hub does after a while. */
  endStreams(): void {
    for (const stream of this.#streams) stream.end();
  }

  /** As after a restore: the same content, another life. */
  beginNewEpoch(): void {
    this.epoch = crypto.randomUUID();
    if (this.epochNumber !== undefined) this.epochNumber += 1;
  }

  /** Drops everything that was published, as a hub restored from an old backup would have. */
  forgetContent(): void {
    this.#changes.length = 0;
    this.#position = 0;
  }

  /** Packs what a scope holds now into a snapshot of so many buckets. */
  packSnapshot(buckets: number, scope: Scope = PUBLIC_SCOPE): Snapshot {
    const parts = Array.from({ length: buckets }, (): TextChange[] => []);
    for (const change of this.live(scope).values())
      parts[bucketOf(placeOf(sha256, change), buckets)]?.push(change);
    const snapshot: Snapshot = {
      format: 'borne/snapshot/v1',
      tenant: this.tenant,
      scope,
      epoch: this.epoch,
      position: this.#position,
      buckets: parts.map((part) => this.#packBucket(part)),
    };
    this.snapshots.set(scope, snapshot);
    return snapshot;
  }

  #packBucket(changes: readonly TextChange[]): Snapshot['buckets'][number] {
    if (changes.length === 0) return { count: 0, sum: '0', segment: null };
    const sum = changes.map(sumOfChange).reduce(addSums, 0n);
    const unpacked = Buffer.concat(
      changes.map(({ collection, id, version, op, body }) =>
        changeFrame(asChange({ position: 0, collection, id, version, op, body })),
      ),
    );
    const content = gzipSync(unpacked);
    const segment = {
      sha256: sha256Name(content),
      bytes: content.byteLength,
      unpackedBytes: unpacked.byteLength,
    };
    this.segments.set(segment.sha256, content);
    return { count: changes.length, sum: String(sum), segment };
  }

  /** Drops the log of a scope up to now: only a snapshot leads there. */
  compact(scope: Scope = PUBLIC_SCOPE): void {
    this.floors.set(scope, this.#position);
  }

  /** The live records of a scope, by collection and id. */
  live(scope: Scope = 'public'): Map<string, TextChange> {
    const live = new Map<string, TextChange>();
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
    if (path.startsWith(`/v1/${this.tenant}/snapshot/`)) return this.#snapshot(url, response);
    if (path.startsWith(`/v1/${this.tenant}/segment/`)) return this.#segment(request, url, response);
    if (path === `/v1/${this.tenant}/live`) return this.#live(response);
    if (path === `/v1/${this.tenant}/submissions`) return this.#take(body, response);
    if (path === `/v1/${this.tenant}/acks`) return json(response, 200, await this.signed(this.acks(body)));
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
    return {
      checkpoint: await this.signed(this.checkpoint()),
      keyset: await signKeyset(this.keyset(), this.keys.root.privateKey),
      now: Date.now(),
    };
  }

  checkpoint(): Checkpoint {
    return {
      format: 'borne/checkpoint/v1',
      tenant: this.tenant,
      epoch: this.epoch,
      epochNumber: this.epochNumber,
      head: this.#position,
      minSchema: this.minSchema,
      scopes: this.scopes.map((scope) => this.#scopeState(scope)),
    };
  }

  /** Any statement, signed as this hub signs. */
  async signed(statement: object): Promise<SignedByFeed> {
    const text = JSON.stringify(statement);
    return { text, signature: await sign(this.keys.feed.privateKey, text), feedKey: 'feed-key' };
  }

  #scopeState(scope: Scope) {
    const live = [...this.live(scope).values()];
    const head = this.#changes.findLast((change) => change.scope === scope)?.position ?? 0;
    const sum = String(live.map(sumOfChange).reduce(addSums, 0n));
    return { scope, head, floor: this.floors.get(scope) ?? 0, count: live.length, sum };
  }

  #feed(url: URL, response: ServerResponse): void {
    const scope = url.pathname.split('/').at(-1);
    const after = Number(url.searchParams.get('after'));
    const until = Number(url.searchParams.get('until'));
    if (url.searchParams.get('epoch') !== this.epoch) return json(response, 409, { error: 'epoch' });
    if (after < (this.floors.get(scope ?? '') ?? 0)) return json(response, 410, { error: 'floor' });
    const all = this.#changes.filter(
      (change) => change.scope === scope && change.position > after && change.position <= until,
    );
    const changes = all.slice(0, this.pageSize);
    const last = changes.length < all.length ? (changes.at(-1)?.position ?? until) : until;
    const header = { epoch: this.epoch, after, last, count: changes.length };
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    const frames = changes.map(({ position, collection, id, version, op, body }) =>
      changeFrame(asChange({ position, collection, id, version, op, body })),
    );
    response.end(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...frames]));
  }

  async #snapshot(url: URL, response: ServerResponse): Promise<void> {
    const snapshot = this.snapshots.get(url.pathname.split('/').at(-1) ?? '');
    if (snapshot?.epoch !== this.epoch) return json(response, 404, { error: 'no-snapshot' });
    json(response, 200, await this.signed(snapshot));
  }

  #segment(request: IncomingMessage, url: URL, response: ServerResponse): void {
    const content = this.segments.get(url.pathname.split('/').at(-1) ?? '');
    if (!content) return json(response, 404, { error: 'no-snapshot' });
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200).end(content.subarray(from));
  }

  acks(body: string): Acks {
    const { ids } = acksRequestSchema.parse(JSON.parse(body));
    const acks = ids.flatMap((id): Acks['acks'] => {
      const item = this.received.get(id);
      const state = this.settled.has(id) ? 'settled' : 'accepted';
      return item === undefined ? [] : [{ id, sha256: sha256Name(item), state }];
    });
    return { format: 'borne/acks/v1', tenant: this.tenant, epoch: this.epoch, acks };
  }

  #live(response: ServerResponse): void {
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.poke();
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

function sumOfChange({ collection, id, version, body }: TextChange): bigint {
  return recordSum(sha256, { collection, id, version, sha256: sha256Name(body ?? '') });
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += String(piece);
  return body;
}
