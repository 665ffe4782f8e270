import { bridgeMessageSchema, type BridgeMessage } from './bridge.ts';
import { type PagePort, type ParentLink } from './parent-link.ts';
import { serve } from './serve.ts';

/* The second Node behind a utility process whose own Node cannot load SQLite. */

/** The far end of a page's port: its frames travel through the utility process. */
class BridgedPort implements PagePort {
  readonly #number: number;
  readonly #listeners = new Map<string, (event?: { data: unknown }) => void>();

  constructor(number: number) {
    this.#number = number;
  }

  on(event: string, listener: (event?: { data: unknown }) => void): void {
    this.#listeners.set(event, listener);
  }

  postMessage(data: unknown): void {
    send(bridgeMessageSchema.parse({ type: 'frame', port: this.#number, data }));
  }

  emit(event: 'message' | 'close', data?: unknown): void {
    this.#listeners.get(event)?.({ data });
  }
}

const ports = new Map<number, BridgedPort>();

function send(message: BridgeMessage): void {
  process.send?.(message);
}

function portFor(number: number | undefined): BridgedPort | undefined {
  if (number === undefined) return undefined;
  const port = new BridgedPort(number);
  ports.set(number, port);
  return port;
}

const link: ParentLink = {
  listen(listener) {
    process.on('message', (received) => {
      const message = bridgeMessageSchema.parse(received);
      if (message.type === 'message') listener(message.message, portFor(message.port));
      if (message.type === 'frame') ports.get(message.port)?.emit('message', message.data);
      if (message.type === 'close') {
        ports.get(message.port)?.emit('close');
        ports.delete(message.port);
      }
    });
  },
  send: (message) => send({ type: 'message', message }),
};

// Nobody is left to serve: a child without its parent would keep the databases open for ever.
process.on('disconnect', () => process.exit(0));
serve(link);
