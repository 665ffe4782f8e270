/*
 * The wire of the Internet Printing Protocol (RFC 8010), as far as a slip needs it. Spoken here rather than through the
 * command-line clients: of those, `lpstat` does not tell a printed job from an aborted one, and the `cancel -x` of
 * Debian 12 leaves the document in the spool.
 */

export const OPERATION = {
  print: 0x0002,
  cancel: 0x0008,
  job: 0x0009,
  jobs: 0x000a,
  printer: 0x000b,
} as const;

const VERSION = 0x0200;
const REQUEST_ID = 1;
const GROUP = { operation: 0x01, job: 0x02, end: 0x03 } as const;
/** Below it a tag begins a group, from it on it says what kind of value follows. */
const FIRST_VALUE_TAG = 0x10;

const TAG = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mimeType: 0x49,
} as const;

export type Attribute =
  | ['name' | 'keyword' | 'uri' | 'mimeType', name: string, ...values: string[]]
  | ['integer', name: string, value: number]
  | ['boolean', name: string, value: boolean];

export interface IppRequest {
  operation: keyof typeof OPERATION;
  attributes: Attribute[];
  /** About the job itself, such as its paper. */
  job?: Attribute[];
}

/** What comes before the document, if there is one. */
export function encodeRequest({ operation, attributes, job = [] }: IppRequest): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(VERSION, 0);
  head.writeUInt16BE(OPERATION[operation], 2);
  head.writeUInt32BE(REQUEST_ID, 4);
  return Buffer.concat([
    head,
    Buffer.of(GROUP.operation),
    encodeValue(TAG.charset, 'attributes-charset', Buffer.from('utf-8')),
    encodeValue(TAG.language, 'attributes-natural-language', Buffer.from('en')),
    ...attributes.map(encodeAttribute),
    ...(job.length === 0 ? [] : [Buffer.of(GROUP.job), ...job.map(encodeAttribute)]),
    Buffer.of(GROUP.end),
  ]);
}

function encodeAttribute([kind, name, ...values]: Attribute): Buffer {
  // The second and later values of an attribute have no name.
  const each = values.map((value, at) => encodeValue(TAG[kind], at === 0 ? name : '', bytesOf(value)));
  return Buffer.concat(each);
}

function bytesOf(value: string | number | boolean): Buffer {
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function encodeValue(tag: number, name: string, value: Buffer): Buffer {
  const nameBytes = Buffer.from(name);
  const frame = Buffer.alloc(3);
  frame.writeUInt8(tag, 0);
  frame.writeUInt16BE(nameBytes.length, 1);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([frame, nameBytes, length, value]);
}

export type IppValue = string | number | boolean;

export interface IppResponse {
  status: number;
  /** One for each group but the first, which only says the charset: a printer, or one for each job. */
  groups: Map<string, IppValue[]>[];
}

/** @throws when the bytes end too soon */
export function decodeResponse(bytes: Buffer): IppResponse {
  const groups: Map<string, IppValue[]>[] = [];
  let at = 8;
  let values: IppValue[] = [];
  for (;;) {
    const tag = bytes.readUInt8(at);
    at += 1;
    if (tag === GROUP.end) break;
    if (tag < FIRST_VALUE_TAG) {
      groups.push(new Map());
      continue;
    }
    const [name, afterName] = readField(bytes, at);
    const [value, afterValue] = readField(bytes, afterName);
    at = afterValue;
    if (name.length > 0) {
      values = [];
      groups.at(-1)?.set(name.toString(), values);
    }
    values.push(valueOf(tag, value));
  }
  return { status: bytes.readUInt16BE(2), groups: groups.slice(1) };
}

function readField(bytes: Buffer, at: number): [field: Buffer, after: number] {
  const begin = at + 2;
  const after = begin + bytes.readUInt16BE(at);
  if (after > bytes.length) throw new RangeError('an IPP field that ends after its message');
  return [bytes.subarray(begin, after), after];
}

function valueOf(tag: number, value: Buffer): IppValue {
  if (tag === TAG.integer || tag === TAG.enum) return value.readInt32BE();
  if (tag === TAG.boolean) return value.readUInt8() === 1;
  return value.toString();
}
