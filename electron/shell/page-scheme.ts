import { protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { pagePolicy, policyFor } from '../../shared/contract/page-policy.ts';
import { findPageFile, PAGE_ORIGIN } from './page-file.ts';

const HEADERS = {
  'content-security-policy': pagePolicy('none'),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Nothing of a visit is to be found in a cache.
  'cache-control': 'no-store',
};

/** Makes `app:` an origin of its own, with the rules of a secure one. To be called before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built page under `app://borne/` in one session (`shell-2`): a scheme unknown to a session is not served. */
export function servePage(session: Session, pageFolder: string): void {
  session.protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return refusal(405);
    const found = await findPageFile(pageFolder, request.url);
    if (!found.ok) return refusal(404);
    return answer(await readFile(found.value.file), found.value.mimeType, pathOf(request));
  });
}

/** Serves texts that the shell wrote itself, by their path. */
export function serveTexts(session: Session, texts: () => Record<string, string>): void {
  session.protocol.handle('app', (request) => {
    const pathname = pathOf(request);
    const text = texts()[pathname];
    if (text === undefined) return refusal(404);
    const mimeType = pathname.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/html; charset=utf-8';
    return answer(text, mimeType, pathname);
  });
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}

function answer(body: Buffer<ArrayBuffer> | string, mimeType: string, pathname: string): Response {
  const policy = policyFor(pathname, PAGE_ORIGIN, 'none');
  return new Response(body, {
    headers: { ...HEADERS, 'content-security-policy': policy, 'content-type': mimeType },
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
