import { fingerprint } from '../../../shared/sealing/index.ts';

/** Where a passkey is good: the address of the console, as the browser says it and the hub has compared it. */
export interface Place {
  /** Such as `https://borne.example.fr`. */
  origin: string;
  /** The host's name alone, which is what a passkey is bound to. */
  id: string;
}

export interface Person {
  tenant: string;
  name: string;
}

export function placeOfOrigin(origin: string): Place {
  return { origin, id: new URL(origin).hostname };
}

/** What a passkey keeps of whose it is: always the same for an account, and without its name. */
export function handleOf({ tenant, name }: Person): Promise<string> {
  return fingerprint(JSON.stringify(['passkey', tenant, name]));
}

/** Asked of every authenticator alike, whatever runtime a hub has: Ed25519, ECDSA on P-256, RSA. */
export const ALGORITHMS = [-8, -7, -257];
