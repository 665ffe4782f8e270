import { fromBase64, toBase64, utf8 } from './bytes.ts';

/** Ed25519 over the exact bytes of a text. Keys and signatures are base64url. */
const ALGORITHM = 'Ed25519';

export interface SigningKeyPair {
  publicKey: string;
  /** PKCS #8, base64url */
  privateKey: string;
}

export async function generateSigningKeyPair(): Promise<SigningKeyPair> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  return {
    publicKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
    privateKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))),
  };
}

export async function sign(privateKey: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('pkcs8', fromBase64(privateKey), ALGORITHM, false, ['sign']);
  return toBase64(new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, utf8(text))));
}

/** False for a wrong signature as for a key or signature that is not even well formed: both come from outside. */
export async function verify(publicKey: string, text: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64(publicKey), ALGORITHM, false, ['verify']);
    return await crypto.subtle.verify(ALGORITHM, key, fromBase64(signature), utf8(text));
  } catch {
    return false;
  }
}
