import { type ReceiptKeys } from '../../shared/sealing/index.ts';
import { type KeysQuestion, receiptKeysSchema } from './messages.ts';
// oxlint-disable-next-line import/default -- the build makes this module: the address of the worker's own file
import workerAddress from './derive.worker.ts?worker&url';

/**
 * The keys of a receipt code, derived beside the page because it takes a second or more. Each derivation has a worker of
 * its own, gone with the code once it has answered or `signal` has stopped it.
 */
export function deriveKeysAside(question: KeysQuestion, signal?: AbortSignal): Promise<ReceiptKeys> {
  const worker = new Worker(trustedAddress(workerAddress), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<ReceiptKeys>();
  worker.addEventListener('message', (event: MessageEvent) => resolve(receiptKeysSchema.parse(event.data)));
  worker.addEventListener('error', () => reject(new Error('the worker that derives keys failed')));
  signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  worker.postMessage(question);
  return promise.finally(() => worker.terminate());
}

interface AddressPolicy {
  createScriptURL(address: string): string;
}

/** The page's policy takes a script's address only through a named rule, and this is the one script that it may start. */
function trustedAddress(address: string): string {
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  return hasPolicies(factory) ? policyOf(factory).createScriptURL(address) : address;
}

interface PolicyFactory {
  createPolicy(name: string, rules: AddressPolicy): AddressPolicy;
}

let policy: AddressPolicy | undefined;

function policyOf(factory: PolicyFactory): AddressPolicy {
  policy ??= factory.createPolicy('receipt-keys', {
    createScriptURL(address) {
      if (address !== workerAddress) throw new Error('not the worker of this page');
      return address;
    },
  });
  return policy;
}

function hasPolicies(factory: unknown): factory is PolicyFactory {
  return typeof factory === 'object' && factory !== null && 'createPolicy' in factory;
}
