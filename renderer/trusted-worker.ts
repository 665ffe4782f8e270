interface AddressPolicy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: AddressPolicy): AddressPolicy;
}

/**
 * A way to start one worker, and no other script. The page's policy takes a script's address only through a named rule:
 * this one lets the given address through, so that an address which somebody slipped in starts nothing.
 * @param address the worker's own file, as the build names it
 */
export function workerStarter(name: string, address: string): () => Worker {
  let policy: AddressPolicy | undefined;
  const trusted = () => {
    const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
    if (!hasPolicies(factory)) return address;
    policy ??= factory.createPolicy(name, { createScriptURL: (given) => only(address, given) });
    return policy.createScriptURL(address);
  };
  return () => new Worker(trusted(), { type: 'module' });
}

function only(address: string, given: string): string {
  if (given !== address) throw new Error('not the worker that this rule is for');
  return given;
}

function hasPolicies(factory: unknown): factory is PolicyFactory {
  return typeof factory === 'object' && factory !== null && 'createPolicy' in factory;
}
