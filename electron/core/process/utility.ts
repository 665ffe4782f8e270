import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bridgeMessageSchema, type BridgeMessage } from './bridge.ts';
import { type PagePort } from './parent-link.ts';

/*
 * What the shell starts in Electron's utility process. SQLite's binary needs Node-API 10 and kills an older process that
 * loads it, so that nothing here may import it before the version is known.
 */

const LEAST_NODE_API = 10;
const BUNDLED_CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/** Electron's `MessagePortMain`: silent until it is started. */
interface UtilityPort extends PagePort {
  start(): void;
}

/** Electron's `process.parentPort`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: UtilityPort[] }) => void): void;
  postMessage(message: unknown): void;
}

function parentPort(): ParentPort {
  const { parentPort: found } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (!found) throw new Error('this file runs in a utility process of Electron');
  return found;
}

async function serveHere(parent: ParentPort): Promise<void> {
  const { serve } = await import('./serve.ts');
  serve({
    listen(listener) {
      parent.on('message', ({ data, ports: [port] }) => {
        listener(data, port);
        port?.start();
      });
    },
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: it has no origin
    send: (message) => parent.postMessage(message),
  });
}

function bridgeToChild(parent: ParentPort): void {
  const child = fork(BUNDLED_CHILD, [], {
    execPath: process.env['BORNE_NODE'] ?? 'node',
    execArgv: [],
    serialization: 'advanced',
  });
  const ports = new Map<number, UtilityPort>();
  let opened = 0;

  parent.on('message', ({ data, ports: [port] }) => {
    if (!port) return toChild(child, { type: 'message', message: data });
    opened += 1;
    const number = opened;
    ports.set(number, port);
    toChild(child, { type: 'message', message: data, port: number });
    port.on('message', (event) =>
      toChild(child, { type: 'frame', port: number, data: frameOf(event?.data) }),
    );
    port.on('close', () => {
      ports.delete(number);
      toChild(child, { type: 'close', port: number });
    });
    return port.start();
  });

  child.on('message', (received) => {
    const message = bridgeMessageSchema.parse(received);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: it has no origin
    if (message.type === 'message') parent.postMessage(message.message);
    if (message.type === 'frame') ports.get(message.port)?.postMessage(message.data);
  });
  child.on('error', () => process.exit(1));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function toChild(child: ChildProcess, message: BridgeMessage): void {
  if (child.connected) child.send(message);
}

function frameOf(data: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array) return new Uint8Array(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw new Error('a page sent something that is not a frame');
}

if (Number(process.versions['napi']) >= LEAST_NODE_API) await serveHere(parentPort());
else bridgeToChild(parentPort());
