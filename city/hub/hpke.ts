import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { err, ok, type Result } from '../../shared/result/index.ts';
import { pad, type SealingContext, unpad } from '../../shared/sealing/index.ts';
import { type NamedKeyPair } from './keys/index.ts';

/*
 * `seal` and `open` of shared/sealing with Node's own functions (RFC 9180, base mode, X25519 + HKDF-SHA256 + AES-256-GCM).
 * Each takes a dozen small steps, and each step through WebCrypto waits for a thread: that was half of what an item cost.
 */

const CIPHER = 'aes-256-gcm';
const CURVE_KEY_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What stands before the 32 bytes of an X25519 key in DER. */
const PUBLIC_KEY_HEAD = Buffer.from('302a300506032b656e032100', 'hex');
const PRIVATE_KEY_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

const VERSION = 'HPKE-v1';
/** Which functions are used: of the key exchange, and of the whole. */
const KEM_SUITE = 'KEM\x00\x20';
const WHOLE_SUITE = 'HPKE\x00\x20\x00\x01\x00\x02';

/** As `seal` of shared/sealing. @throws for a text that is no key, or a key that nothing can be sealed to */
export function sealNatively(publicKey: string, context: SealingContext, content: Uint8Array): string {
  const recipient = bytesOf(publicKey);
  const once = generateKeyPairSync('x25519');
  const enc = rawPublicKey(once.publicKey);
  const dh = diffieHellman({ privateKey: once.privateKey, publicKey: curvePublicKey(recipient) });
  const { key, nonce } = keyAndNonce(dh, [enc, recipient], context.purpose);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(context.header));
  const pieces = [enc, cipher.update(pad(content)), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(pieces).toString('base64url');
}

/** As `open` of shared/sealing, with a key pair that this hub holds. */
export function openNatively(
  pair: NamedKeyPair,
  context: SealingContext,
  sealed: string,
): Result<Uint8Array, 'cannot-open'> {
  try {
    const bytes = bytesOf(sealed);
    const [enc, tag] = [bytes.subarray(0, CURVE_KEY_BYTES), bytes.subarray(-TAG_BYTES)];
    const own = recipientOf(pair);
    const dh = diffieHellman({ privateKey: own.privateKey, publicKey: curvePublicKey(enc) });
    const { key, nonce } = keyAndNonce(dh, [enc, own.publicBytes], context.purpose);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context.header)).setAuthTag(tag);
    const content = decipher.update(bytes.subarray(CURVE_KEY_BYTES, -TAG_BYTES));
    return ok(unpad(Buffer.concat([content, decipher.final()])));
  } catch {
    return err('cannot-open');
  }
}

interface Recipient {
  privateKey: KeyObject;
  publicBytes: Buffer;
}

/** Forgotten with the key pair itself. */
const recipients = new WeakMap<NamedKeyPair, Recipient>();

function recipientOf(pair: NamedKeyPair): Recipient {
  const known = recipients.get(pair);
  if (known) return known;
  const der = Buffer.concat([PRIVATE_KEY_HEAD, bytesOf(pair.privateKey)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const recipient = { privateKey, publicBytes: rawPublicKey(createPublicKey(privateKey)) };
  recipients.set(pair, recipient);
  return recipient;
}

function curvePublicKey(bytes: Uint8Array): KeyObject {
  // What stands behind a key would be read over.
  if (bytes.length !== CURVE_KEY_BYTES) throw new Error('not a key of the curve');
  return createPublicKey({ key: Buffer.concat([PUBLIC_KEY_HEAD, bytes]), format: 'der', type: 'spki' });
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_KEY_HEAD.length);
}

/** @throws for anything but the one spelling that shared/sealing reads: a key is kept as the text that it came in */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('not base64url');
  return bytes;
}

/** Extracting and expanding in one step wherever the RFC does one right after the other. */
function keyAndNonce(dh: Buffer, exchanged: Buffer[], purpose: string): { key: Buffer; nonce: Buffer } {
  const exchange = labelledInfo(KEM_SUITE, 'shared_secret', Buffer.concat(exchanged), KEY_BYTES);
  const shared = derive(labelled(KEM_SUITE, 'eae_prk', dh), '', exchange, KEY_BYTES);
  const secret = labelled(WHOLE_SUITE, 'secret', '');
  const context = scheduleContext(purpose);
  const make = (label: string, length: number) =>
    derive(secret, shared, labelledInfo(WHOLE_SUITE, label, context, length), length);
  return { key: make('key', KEY_BYTES), nonce: make('base_nonce', NONCE_BYTES) };
}

/** There are as many as there are kinds of sealed things. */
const scheduleContexts = new Map<string, Buffer>();

function scheduleContext(purpose: string): Buffer {
  const known = scheduleContexts.get(purpose);
  if (known) return known;
  const hashed = [labelled(WHOLE_SUITE, 'psk_id_hash', ''), labelled(WHOLE_SUITE, 'info_hash', purpose)];
  const hashes = hashed.map((text) => createHmac('sha256', '').update(text).digest());
  const context = Buffer.concat([Buffer.of(0), ...hashes]);
  scheduleContexts.set(purpose, context);
  return context;
}

function labelled(suite: string, label: string, content: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(VERSION + suite + label, 'latin1'), Buffer.from(content)]);
}

function labelledInfo(suite: string, label: string, info: Buffer, length: number): Buffer {
  return Buffer.concat([Buffer.of(0, length), labelled(suite, label, info)]);
}

function derive(secret: Buffer, salt: Buffer | string, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
