import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, to vouch with or to be vouched for. */
export interface Certified {
  name: string;
  certificate: string;
  key: string;
}

export interface Wish {
  name: string;
  /** By whom; by itself when missing. */
  issuer?: Certified;
  /** May vouch for others. */
  isAuthority?: boolean;
  /** An authority may vouch for servers only, and for no other authority. */
  isLastAuthority?: boolean;
  /** The names of a server, or its address of four numbers. */
  hosts?: string[];
  /** First and last year. */
  years?: [number, number];
  /** For the programs of people and not for servers. */
  isForClients?: boolean;
}

/** An X.509 certificate for tests, written out byte by byte so that it may be as wrong as a test needs. */
export function certify(wish: Wish): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const issuer = wish.issuer ?? { name: wish.name, key };
  const [first, last] = wish.years ?? [2020, 2049];
  const body = sequence(
    tagged(0xa0, integer(2)),
    der(0x02, crypto.getRandomValues(Buffer.alloc(8)).fill(1, 0, 1)),
    ECDSA_WITH_SHA256,
    nameOf(issuer.name),
    sequence(dateOf(first), dateOf(last)),
    nameOf(wish.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(wish))),
  );
  const signature = sign('sha256', body, createPrivateKey(issuer.key));
  const bytes = sequence(body, ECDSA_WITH_SHA256, bits(signature));
  return { name: wish.name, key, certificate: pem(bytes) };
}

/** Signed by nobody who is asked: the key of the issuer is another one than it seems. */
export function impostor(authority: Certified): Certified {
  const key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return { ...authority, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function extensions(wish: Wish): Buffer[] {
  const { isAuthority = false, isLastAuthority = false, hosts = [], isForClients = false } = wish;
  const constraints = isAuthority ? [der(0x01, Buffer.from([0xff]))] : [];
  if (isLastAuthority) constraints.push(integer(0));
  const all = [extension('551d13', sequence(...constraints))];
  if (isAuthority) all.push(extension('551d0f', der(0x03, Buffer.from([1, 0x06]))));
  if (hosts.length > 0) all.push(extension('551d11', sequence(...hosts.map(hostOf))));
  if (isForClients) all.push(extension('551d25', sequence(identifier('2b06010505070302'))));
  return all;
}

function hostOf(host: string): Buffer {
  const numbers = host.split('.').map(Number);
  const isAddress = numbers.length === 4 && numbers.every(Number.isInteger);
  return isAddress ? der(0x87, Buffer.from(numbers)) : der(0x82, Buffer.from(host));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(identifier(id), der(0x04, value));
}

function nameOf(name: string): Buffer {
  return sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(name)))));
}

function dateOf(year: number): Buffer {
  return der(0x18, Buffer.from(`${year}0101000000Z`));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  return der(tag, content);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]));
}

function identifier(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function bits(content: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), content]));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').replaceAll(/(.{64})/g, '$1\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}

const ECDSA_WITH_SHA256 = sequence(identifier('2a8648ce3d040302'));
