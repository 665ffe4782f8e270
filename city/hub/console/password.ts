import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PARTS = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** A password of 100 random bits, in groups that can be read aloud; it is shown once. */
export function randomPassword(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789X';
  const text = Array.from(randomBytes(20), (byte) => signs[byte % signs.length]).join('');
  return (text.match(/.{5}/g) ?? []).join('-');
}

/** The usual text form of an argon2id hash, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await hashWith(password, salt, COST);
  const { memory, passes, parallelism } = COST;
  const spelled = `m=${memory},t=${passes},p=${parallelism}`;
  return `$argon2id$v=19$${spelled}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Compared in constant time, with the cost that the stored hash was made with. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const parts = PARTS.exec(stored);
  if (parts === null) throw new Error('a stored password is not an argon2id hash');
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const given = await hashWith(password, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(given, Buffer.from(hash, 'base64url'));
}

function hashWith(
  password: string,
  nonce: Buffer,
  cost: { memory: number; passes: number; parallelism: number },
): Promise<Buffer> {
  return derive('argon2id', { message: password, nonce, tagLength: HASH_BYTES, ...cost });
}
