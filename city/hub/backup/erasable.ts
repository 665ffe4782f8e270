import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ItemKeys } from './item-keys.ts';

interface Erasable {
  /** The column with the submission's id. */
  id: string;
  /** What is sealed in a backup, and what stands in its place once its key is gone. */
  columns: Record<string, unknown>;
}

/** All that `eraseSubmissions` erases of a submission. What is attached needs no more: its keys are among the words. */
const ERASABLE: Record<string, Erasable | undefined> = {
  submission: { id: 'id', columns: { item: String.raw`\x` } },
  request: { id: 'id', columns: { choices: {}, callback: null } },
  sent_answer: { id: 'request', columns: { fingerprint: null, copy: null, copy_key: null } },
};

type Row = Record<string, unknown> & { tenant: string };

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** No value of these columns begins so: bytes begin with \x, choices with a brace, the others are base64url. */
const MARK = 'sealed:';

/** Seals in a row of a backup what can be erased one day; rows of other tables stay as they are. */
export function sealLine(keys: ItemKeys, table: string, line: string): string {
  const erasable = ERASABLE[table];
  if (erasable === undefined) return line;
  const row = JSON.parse(line) as Row;
  const key = keys.of(row.tenant, String(row[erasable.id]));
  if (key === undefined) return line;
  for (const column of Object.keys(erasable.columns)) {
    const value = row[column];
    if (value !== null && value !== undefined)
      row[column] = MARK + seal(key, `${table} ${column}`, JSON.stringify(value));
  }
  return JSON.stringify(row);
}

export interface OpenedLine {
  line: string;
  /** The row's submission when its key is gone, since it was erased after the backup. */
  erased?: { tenant: string; id: string };
}

/**
 * The row as it was, or as it is once its submission is erased.
 * @throws for bytes that were not sealed with this key
 */
export function openLine(keys: ItemKeys, table: string, line: string): OpenedLine {
  const erasable = ERASABLE[table];
  if (erasable === undefined || !line.includes(MARK)) return { line };
  const row = JSON.parse(line) as Row;
  const id = String(row[erasable.id]);
  const key = keys.of(row.tenant, id);
  for (const [column, erased] of Object.entries(erasable.columns)) {
    const value = row[column];
    if (typeof value !== 'string' || !value.startsWith(MARK)) continue;
    row[column] =
      key === undefined ? erased : JSON.parse(open(key, `${table} ${column}`, value.slice(MARK.length)));
  }
  const opened = JSON.stringify(row);
  return key === undefined ? { line: opened, erased: { tenant: row.tenant, id } } : { line: opened };
}

function seal(key: Buffer, place: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place));
  // Before it is sealed: afterwards nothing is left to be made smaller.
  const content = cipher.update(deflateRawSync(text));
  return Buffer.concat([nonce, content, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function open(key: Buffer, place: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
  const content = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  return inflateRawSync(Buffer.concat([content, decipher.final()])).toString('utf8');
}
