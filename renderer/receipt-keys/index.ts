import { type ReceiptKeys } from '../../shared/sealing/index.ts';
import { workerStarter } from '../trusted-worker.ts';
import { type KeysQuestion, receiptKeysSchema } from './messages.ts';
// oxlint-disable-next-line import/default -- the build makes this module: the address of the worker's own file
import workerAddress from './derive.worker.ts?worker&url';

const startWorker = workerStarter('receipt-keys', workerAddress);

/**
 * The keys of a receipt code, derived beside the page because it takes a second or more. Each derivation has a worker of
 * its own, gone with the code once it has answered or `signal` has stopped it.
 */
export function deriveKeysAside(question: KeysQuestion, signal?: AbortSignal): Promise<ReceiptKeys> {
  const worker = startWorker();
  const { promise, resolve, reject } = Promise.withResolvers<ReceiptKeys>();
  worker.addEventListener('message', (event: MessageEvent) => resolve(receiptKeysSchema.parse(event.data)));
  worker.addEventListener('error', () => reject(new Error('the worker that derives keys failed')));
  signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  worker.postMessage(question);
  return promise.finally(() => worker.terminate());
}
