import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromBase64, toBase64 } from '../../../shared/sealing/index.ts';
import { type Log } from '../log/index.ts';

const FILE = 'device-key.json';

const deviceKeySchema = z.object({
  format: z.literal('borne/device-key/v1'),
  /** Ed25519, PKCS #8, base64url */
  privateKey: z.string(),
});

/** Proves that a message comes from this kiosk. */
export interface DeviceKey {
  /** Ed25519, 32 bytes, base64url */
  publicKey: string;
  sign(text: string): string;
}

/**
 * The kiosk's own key, made at the first start. It lies in a file that only its user reads, outside the databases and
 * their backups: a stolen backup cannot speak for the kiosk. A file that cannot be read as a key is set aside, and the
 * kiosk must be enrolled again.
 * @throws when the folder cannot be written
 */
export function loadDeviceKey(folder: string, log: Log): DeviceKey {
  return read(folder, log) ?? make(folder, log);
}

function read(folder: string, log: Log): DeviceKey | undefined {
  const text = readIfThere(join(folder, FILE));
  if (text === undefined) return undefined;
  try {
    const { privateKey } = deviceKeySchema.parse(JSON.parse(text));
    return keyOver(
      createPrivateKey({ key: Buffer.from(fromBase64(privateKey)), format: 'der', type: 'pkcs8' }),
    );
  } catch {
    renameSync(join(folder, FILE), join(folder, `${FILE}.set-aside-${Date.now()}`));
    log.write('device-key-set-aside');
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function make(folder: string, log: Log): DeviceKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
  const content = { format: 'borne/device-key/v1', privateKey: toBase64(new Uint8Array(bytes)) };
  writeWhole(join(folder, FILE), JSON.stringify(content));
  log.write('device-key-made');
  return keyOver(privateKey);
}

/** A power cut leaves the old file or the new one, never half a key. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.unfinished`;
  const handle = openSync(unfinished, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
}

function keyOver(privateKey: KeyObject): DeviceKey {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the device key is of another kind');
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the device key has no public half');
  return {
    publicKey: x,
    sign: (text) => toBase64(new Uint8Array(sign(null, Buffer.from(text, 'utf8'), privateKey))),
  };
}
