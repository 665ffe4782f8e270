import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import {
  changeFrame,
  PUBLIC_SCOPE,
  scopeSchema,
  type Checkpoint,
  type Scope,
} from '../../../shared/sync/index.ts';
import {
  checkCursor,
  ensureFeed,
  newestCheckpoint,
  newestSnapshot,
  readPage,
  readSegment,
  type FeedPage,
} from '../feed/index.ts';
import { Admission } from '../limits/index.ts';
import { sha256Name } from '../sha256.ts';
import { ByteCache } from './byte-cache.ts';
import { authoriseReading, type HubContext } from './context.ts';
import { fail, failForNow } from './device-routes.ts';
import { signedByFeed } from '../keys/index.ts';

const CACHE_BYTES = 64_000_000;

/** What never changes under its address: a shared cache may keep what is the same for everybody. */
const FOR_EVER = 'max-age=31536000, immutable';

/** When all places for first syncs are taken: about as long as one of them keeps its place. */
const COME_BACK = { leastSeconds: 10, mostSeconds: 60 };

const compress = promisify(gzip);

const positionSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const feedQuerySchema = z.object({
  scope: scopeSchema,
  epoch: z.uuid(),
  after: positionSchema,
  until: positionSchema.optional(),
});

const segmentNameSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A range that goes on where a cut line stopped; any other kind is answered with the whole. */
const RANGE = /^bytes=(\d{1,12})-$/;

interface Scoped {
  Params: { tenant: string; scope: string };
}

/** What a kiosk reads: the newest whole checkpoint, and what leads to it. */
export function addFeedRoutes(server: FastifyInstance, context: HubContext): void {
  const cache = new ByteCache(CACHE_BYTES);
  const admission = new Admission(context.database);

  server.get<{ Params: { tenant: string } }>('/v1/:tenant/checkpoint', async (request, reply) => {
    const allowed = await authoriseReading(context, request.params.tenant, request);
    if (!allowed.ok) return fail(reply, allowed.reason);
    const { keys, scopes } = allowed.value;
    const checkpoint = await checkpointOf(context, keys.tenant, scopes);
    return {
      checkpoint: await signedByFeed(keys, JSON.stringify(checkpoint)),
      keyset: keys.signedKeyset,
      now: context.now().getTime(),
    };
  });

  server.get<Scoped>('/v1/:tenant/feed/:scope', async (request, reply) => {
    const allowed = await authoriseReading(context, request.params.tenant, request);
    if (!allowed.ok) return fail(reply, allowed.reason);
    const query = feedQuerySchema.safeParse({ ...(request.query as object), scope: request.params.scope });
    if (!query.success) return fail(reply, 'bad-request');
    if (!allowed.value.scopes.includes(query.data.scope)) return fail(reply, 'not-allowed');
    const asked = { tenant: allowed.value.keys.tenant, ...query.data };
    const cursor = await checkCursor(context.database, asked);
    if (!cursor.ok) return fail(reply, cursor.reason === 'floor' ? 'floor' : 'epoch');
    const { until } = cursor.value;
    const name = JSON.stringify([asked.tenant, asked.scope, asked.epoch, asked.after, until]);
    const packed =
      cache.get(name) ?? (await compress(asBytes(await readPage(context.database, { ...asked, until }))));
    cache.set(name, packed);
    // Up to a position that the feed has reached, a page never changes.
    if (until === asked.until) keepForEver(reply, asked.scope);
    return reply
      .header('content-encoding', 'gzip')
      .header('etag', `"${sha256Name(packed)}"`)
      .type('application/octet-stream')
      .send(packed);
  });

  server.get<Scoped>('/v1/:tenant/snapshot/:scope', async (request, reply) => {
    const allowed = await authoriseReading(context, request.params.tenant, request);
    if (!allowed.ok) return fail(reply, allowed.reason);
    const { keys, device, scopes } = allowed.value;
    if (!scopes.includes(request.params.scope)) return fail(reply, 'not-allowed');
    if (!(await admission.admit(keys.tenant, device)))
      return failForNow(reply, 'first-syncs-full', COME_BACK);
    const text = await newestSnapshot(context.database, keys.tenant, request.params.scope);
    return text === undefined ? fail(reply, 'no-snapshot') : signedByFeed(keys, text);
  });

  server.get<{ Params: { tenant: string; name: string } }>(
    '/v1/:tenant/segment/:name',
    async (request, reply) => {
      const allowed = await authoriseReading(context, request.params.tenant, request);
      if (!allowed.ok) return fail(reply, allowed.reason);
      const name = segmentNameSchema.safeParse(request.params.name);
      if (!name.success) return fail(reply, 'bad-request');
      const { device, keys } = allowed.value;
      const { tenant } = keys;
      if (!(await admission.admit(tenant, device))) return failForNow(reply, 'first-syncs-full', COME_BACK);
      const key = JSON.stringify([tenant, name.data]);
      const content = cache.get(key) ?? (await readSegment(context.database, tenant, name.data));
      if (content === undefined) return fail(reply, 'no-snapshot');
      cache.set(key, content);
      return sendSegment(request, reply, content);
    },
  );
}

/** Its name is its content, so the part that a kiosk lacks is a part of what it has. */
function sendSegment(request: FastifyRequest, reply: FastifyReply, content: Buffer): FastifyReply {
  reply.header('cache-control', `private, ${FOR_EVER}`).type('application/octet-stream');
  const from = Number(RANGE.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from === 0 || from >= content.byteLength) return reply.send(content);
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${content.byteLength - 1}/${content.byteLength}`)
    .send(content.subarray(from));
}

function keepForEver(reply: FastifyReply, scope: Scope): void {
  reply.header('cache-control', `${scope === PUBLIC_SCOPE ? 'public' : 'private'}, ${FOR_EVER}`);
}

/** A tenant that has published nothing has an empty feed, so that its kiosks can tell it from a broken hub. */
async function checkpointOf(context: HubContext, tenant: string, scopes: Scope[]): Promise<Checkpoint> {
  const found = await newestCheckpoint(context.database, tenant, scopes);
  if (found !== undefined) return found;
  await ensureFeed(context.database, tenant);
  const born = await newestCheckpoint(context.database, tenant, scopes);
  if (born === undefined) throw new Error('a feed that was just born has no checkpoint');
  return born;
}

function asBytes({ header, changes }: FeedPage): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...changes.map(changeFrame)]);
}
