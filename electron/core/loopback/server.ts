import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { policyFor } from '../../../shared/contract/index.ts';
import { LARGEST_ATTACHMENT_BYTES } from '../../../shared/sealing/index.ts';
import { type Log } from '../log/index.ts';
import { type Reading } from '../reading/index.ts';
import { type Core, noteFailure } from '../roles/index.ts';
import { findPageFile } from './page-files.ts';

export interface LoopbackOptions {
  pageFolder: string;
  /** 0 for any free one. */
  port: number;
  reading: Reading['router'];
  recording: Core['router'];
  log: Log;
}

export interface Loopback {
  /** With the token in its fragment, which a browser never sends anywhere. */
  url: string;
  close(): Promise<void>;
}

const TOKEN_HEADER = 'x-borne-token';

/** Two sealed parts at their largest, and the header. */
const LARGEST_BODY_BYTES = 2_000_000;

/** The same, with the most that can be attached. */
const LARGEST_RECORDING_BYTES = LARGEST_BODY_BYTES + 2 * LARGEST_ATTACHMENT_BYTES;

/** Serves the page and both contracts to a browser on this machine, and to nobody else. */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const token = randomBytes(32).toString('base64url');
  const handlers = { reading: readingHandler(options), recording: recordingHandler(options) };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500);
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A name that somebody made point to this machine (DNS rebinding) shows itself here.
    if (request.headers.host !== host) return refuse(response, 421);
    const { pathname } = new URL(request.url ?? '/', `http://${host}`);
    const boundary = /^\/rpc\/(reading|recording)\//.exec(pathname)?.[1];
    if (boundary !== 'reading' && boundary !== 'recording')
      return servePage(request, response, options.pageFolder, pathname);
    // Another site's page can send requests here; it has neither our origin nor the token.
    if (request.headers.origin !== `http://${host}`) return refuse(response, 403);
    if (!isToken(request.headers[TOKEN_HEADER], token)) return refuse(response, 401);
    const { matched } = await handlers[boundary].handle(request, response, { prefix: `/rpc/${boundary}` });
    if (!matched) refuse(response, 404);
  }

  return {
    url: `http://${host}/#token=${token}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readingHandler({ reading, log }: LoopbackOptions) {
  return new RPCHandler(reading, {
    plugins: [new BodyLimitPlugin({ maxBodySize: LARGEST_BODY_BYTES })],
    clientInterceptors: [(call) => noteFailure(log, call)],
  });
}

function recordingHandler({ recording, log }: LoopbackOptions) {
  return new RPCHandler(recording, {
    plugins: [new BodyLimitPlugin({ maxBodySize: LARGEST_RECORDING_BYTES })],
    clientInterceptors: [(call) => noteFailure(log, call)],
  });
}

function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  pathname: string,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const file = findPageFile(folder, pathname);
  if (!file) return refuse(response, 404);
  response.writeHead(200, {
    'content-type': file.type,
    'content-security-policy': policyFor(pathname, `http://${request.headers.host}`, 'self'),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  if (request.method === 'HEAD') return void response.end();
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

function isToken(given: string | string[] | undefined, token: string): boolean {
  if (typeof given !== 'string' || given.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(token));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end();
}
