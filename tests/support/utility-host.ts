/*
 * Stands in for Electron's utility process: gives the built entry a `process.parentPort`, hands it a port as the shell
 * does, and prints what a page would get. `napi` says which Node-API the process pretends to have.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type ContractRouterClient } from '@orpc/contract';
import { type readingContract } from '../../shared/contract/index.ts';

const [entry = '', napi = '', start = ''] = process.argv.slice(2);
Object.defineProperty(process, 'versions', { value: { ...process.versions, napi } });

const fromShell = new EventEmitter();
Object.assign(process, {
  parentPort: {
    on: (event: string, listener: (message: unknown) => void) => fromShell.on(event, listener),
    postMessage: (message: unknown) => void heard(message),
  },
});

async function heard(message: unknown): Promise<void> {
  console.log(JSON.stringify(message));
  if (JSON.stringify(message) !== '{"type":"ready"}') return;
  const { port1, port2 } = new MessageChannel();
  fromShell.emit('message', { data: { type: 'port' }, ports: [asElectronPort(port1)] });
  const client: ContractRouterClient<typeof readingContract> = createORPCClient(new RPCLink({ port: port2 }));
  console.log(JSON.stringify({ described: await client.describe() }));
  port2.close();
  fromShell.emit('message', { data: { type: 'stop' }, ports: [] });
}

/** Electron's main-process ports wrap what arrives in an event. */
function asElectronPort(port: MessagePort) {
  return {
    on(event: string, listener: (event?: { data: unknown }) => void) {
      port.on(event, (data: unknown) => listener({ data }));
    },
    postMessage: (data: unknown) => port.postMessage(data),
    start: () => port.start(),
  };
}

await import(entry);
fromShell.emit('message', { data: JSON.parse(start) as unknown, ports: [] });
