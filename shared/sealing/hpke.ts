import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256 as NativeKem, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 as PlainKem } from '@hpke/dhkem-x25519';
import { err, ok, type Result } from '../result/index.ts';
import { type Bytes, fromBase64, toBase64, utf8 } from './bytes.ts';
import { pad, unpad } from './padding.ts';

/** HPKE base mode (RFC 9180), X25519 + HKDF-SHA256 + AES-256-GCM. */
const suite = makeSuite();

/** WebCrypto's own X25519 costs a tenth, and the oldest runtime has none: there the KEM is plain JavaScript. */
async function makeSuite(): Promise<CipherSuite> {
  const kem = (await hasNativeCurve()) ? new NativeKem() : new PlainKem();
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

async function hasNativeCurve(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('X25519', false, ['deriveBits']);
    return true;
  } catch {
    return false;
  }
}

const ENCAPSULATED_KEY_BYTES = 32;

export interface SealingKeyPair {
  /** base64url, 32 bytes */
  publicKey: string;
  /** base64url, 32 bytes */
  privateKey: string;
}

export async function generateSealingKeyPair(): Promise<SealingKeyPair> {
  return exportKeyPair(await (await suite).kem.generateKeyPair());
}

/** The same seed always gives the same pair. `seed` has at least 32 bytes. */
export async function deriveSealingKeyPair(seed: Bytes): Promise<SealingKeyPair> {
  return exportKeyPair(await (await suite).kem.deriveKeyPair(seed.buffer));
}

async function exportKeyPair(pair: CryptoKeyPair): Promise<SealingKeyPair> {
  const { kem } = await suite;
  return {
    publicKey: toBase64(new Uint8Array(await kem.serializePublicKey(pair.publicKey))),
    privateKey: toBase64(new Uint8Array(await kem.serializePrivateKey(pair.privateKey))),
  };
}

export interface SealingContext {
  /** Says what the sealed thing is, so that a part can never be passed off as another. */
  purpose: string;
  /** Authenticated, not hidden. */
  header: string;
}

/** Seals bytes to a public key: encapsulated key, then ciphertext of the padded content, as base64url. */
export async function seal(publicKey: string, context: SealingContext, content: Uint8Array): Promise<string> {
  const hpke = await suite;
  const sender = await hpke.createSenderContext({
    recipientPublicKey: await hpke.kem.deserializePublicKey(fromBase64(publicKey).buffer),
    info: utf8(context.purpose).buffer,
  });
  const ciphertext = await sender.seal(pad(content).buffer, utf8(context.header).buffer);
  const sealed = new Uint8Array(ENCAPSULATED_KEY_BYTES + ciphertext.byteLength);
  sealed.set(new Uint8Array(sender.enc));
  sealed.set(new Uint8Array(ciphertext), ENCAPSULATED_KEY_BYTES);
  return toBase64(sealed);
}

/** `cannot-open`: another key, another header, another purpose, or bytes that were changed. */
export async function open(
  privateKey: string,
  context: SealingContext,
  sealed: string,
): Promise<Result<Uint8Array, 'cannot-open'>> {
  try {
    const bytes = fromBase64(sealed);
    const hpke = await suite;
    const recipient = await hpke.createRecipientContext({
      recipientKey: await hpke.kem.deserializePrivateKey(fromBase64(privateKey).buffer),
      enc: bytes.slice(0, ENCAPSULATED_KEY_BYTES).buffer,
      info: utf8(context.purpose).buffer,
    });
    const content = await recipient.open(
      bytes.slice(ENCAPSULATED_KEY_BYTES).buffer,
      utf8(context.header).buffer,
    );
    return ok(unpad(new Uint8Array(content)));
  } catch {
    return err('cannot-open');
  }
}
