import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { thirtyTwoBytesSchema } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { ATTACHMENT_STEP_BYTES, attachmentBytesSchema } from '../../../shared/sealing/index.ts';
import { BLOB_OFFSET_HEADER, BLOB_PIECE_BYTES } from '../../../shared/sync/index.ts';
import { receivedOf, takePiece, type BlobName } from '../attachments/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { authoriseReading, type FailureReason, type HubContext } from './context.ts';
import { fail, failForNow } from './device-routes.ts';

/** Of one kiosk, counted in steps of 64 KiB: 512 MiB an hour, a photo every half minute. Nothing is lost by it. */
const BLOB_LIMIT: TryLimit = { tries: 8_192, minutes: 60 };
const COME_BACK = { leastSeconds: 60, mostSeconds: 300 };

const CONTENT_RANGE = /^bytes (\d{1,9})-(\d{1,9})\/(\d{1,9})$/;

interface BlobRequest {
  Params: { tenant: string; sha256: string };
}

/**
 * Where kiosks bring what is attached to accepted submissions: `HEAD` says from which byte on, `PUT` takes the next piece.
 * Nobody can read it back here.
 */
export function addBlobRoutes(server: FastifyInstance, context: HubContext): void {
  const path = '/v1/:tenant/blob/:sha256';

  // In a scope of its own: no other route takes bytes.
  void server.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );

    scope.head<BlobRequest>(path, async (request, reply) => {
      const asked = await askedFor(context, request, (request.query as { bytes?: unknown }).bytes);
      if (!asked.ok) return fail(reply, asked.reason);
      const received = await receivedOf(context.database, asked.value.name);
      return received.ok ? offset(reply, received.value).send() : fail(reply, received.reason);
    });

    scope.put<BlobRequest>(path, { bodyLimit: BLOB_PIECE_BYTES }, async (request, reply) => {
      const [, first, last, total] = CONTENT_RANGE.exec(request.headers['content-range'] ?? '') ?? [];
      const asked = await askedFor(context, request, total);
      if (!asked.ok) return fail(reply, asked.reason);
      const { name, device } = asked.value;
      const content = request.body;
      const start = Number(first);
      if (!Buffer.isBuffer(content) || !isPiece(content, start, Number(last), name.bytes))
        return fail(reply, 'bad-request');
      const steps = content.byteLength / ATTACHMENT_STEP_BYTES;
      const subject = { what: 'blobs', who: device };
      if (!(await takeTry(context.database, name.tenant, subject, BLOB_LIMIT, steps)))
        return failForNow(reply, 'too-many-tries', COME_BACK);
      const taken = await takePiece(context.database, name, { start, content });
      if (!taken.ok) return fail(reply, taken.reason);
      if (taken.value.outcome === 'wrong-hash') return fail(reply, 'wrong-hash');
      offset(reply, taken.value.received);
      return taken.value.outcome === 'wrong-offset' ? fail(reply, 'wrong-offset') : reply.send({});
    });
  });
}

const sizeSchema = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .pipe(attachmentBytesSchema);

/** Who asks, and for what: one of the tenant's own kiosks, or of a partner's. */
async function askedFor(
  context: HubContext,
  request: FastifyRequest<BlobRequest>,
  size: unknown,
): Promise<Result<{ name: BlobName; device: string }, FailureReason>> {
  const allowed = await authoriseReading(context, request.params.tenant, request);
  if (!allowed.ok) return allowed;
  const sha256 = thirtyTwoBytesSchema.safeParse(request.params.sha256);
  const bytes = sizeSchema.safeParse(size);
  if (!sha256.success || !bytes.success) return err('bad-request');
  const { device, keys } = allowed.value;
  return ok({ device, name: { tenant: keys.tenant, sha256: sha256.data, bytes: bytes.data } });
}

/** In whole steps, so that nobody fills the database with rows of one byte. */
function isPiece(content: Buffer, start: number, last: number, total: number): boolean {
  const length = last - start + 1;
  if (content.byteLength !== length || length === 0 || last >= total) return false;
  return start % ATTACHMENT_STEP_BYTES === 0 && length % ATTACHMENT_STEP_BYTES === 0;
}

function offset(reply: FastifyReply, received: number): FastifyReply {
  return reply.header(BLOB_OFFSET_HEADER, received);
}
