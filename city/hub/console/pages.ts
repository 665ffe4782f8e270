import { fastifyStatic } from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { consolePolicy, previewPolicy } from '../../../shared/contract/index.ts';

/** Under /console/: the console itself. */
export function addConsolePages(server: FastifyInstance, folder: string): void {
  addPages(server, '/console/', folder, {
    'content-security-policy': consolePolicy(),
    'cross-origin-opener-policy': 'same-origin',
  });
}

/** Under /console/preview/: the visitor's page, byte for byte as a kiosk has it, for a frame of the console. */
export function addPreviewPages(server: FastifyInstance, folder: string): void {
  addPages(server, '/console/preview/', folder, {
    'content-security-policy': previewPolicy(),
    // Its origin is nobody's, so even its own scripts come from elsewhere. They are the same for everybody.
    'access-control-allow-origin': '*',
  });
}

/** Files under `assets` carry a hash in their name and never change; the page itself is asked for anew each time. */
function addPages(
  server: FastifyInstance,
  prefix: string,
  folder: string,
  headers: Record<string, string>,
): void {
  server.register(fastifyStatic, {
    root: folder,
    prefix,
    redirect: true,
    // The first of them gives every reply its way to send a file; the desk's page is sent by it.
    decorateReply: prefix === '/console/',
    cacheControl: false,
    setHeaders(reply, path) {
      const lasting = path.includes('/assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('referrer-policy', 'no-referrer');
      for (const [name, value] of Object.entries(headers)) reply.header(name, value);
    },
  });
}
