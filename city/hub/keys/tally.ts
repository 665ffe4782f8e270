import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  deriveSealingKeyPair,
  fromBase64,
  randomBytes,
  toBase64,
  type SealingKeyPair,
} from '../../../shared/sealing/index.ts';

/** Three people of different houses; any two of them count a ballot, none can alone. */
export const TALLY_SHARES = 3;
const THRESHOLD = 2;

const SEED_BYTES = 32;
const CHECK_BYTES = 4;

/** Without I, L, O and U: what is copied from paper by hand stays what it was. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGN_BITS = 5;
const GROUP = 4;
const GROUPS_A_LINE = 5;

/** What a part says of itself; its secret bytes alone are not enough to be anything. */
export interface TallyShare {
  tenant: string;
  ballot: string;
  /** 1, 2 or 3: which of the papers, for people. */
  number: number;
  /** Of the ballot's tally key, base64url. */
  publicKey: string;
  secret: Uint8Array;
}

/** Makes a ballot's tally key. Its private half is nowhere whole: two of the three texts bring it back. */
export async function shareTallyKey(
  tenant: string,
  ballot: string,
): Promise<{ publicKey: string; shares: string[] }> {
  const seed = randomBytes(SEED_BYTES);
  const { publicKey } = await deriveSealingKeyPair(seed);
  const secrets = await split(seed, TALLY_SHARES, THRESHOLD);
  seed.fill(0);
  const shares = secrets.map((secret, at) =>
    writeShare({ tenant, ballot, number: at + 1, publicKey, secret }),
  );
  return { publicKey, shares };
}

/**
 * The tally key, from the texts of two parts. `unreadable`: one is no part, or was mistyped; `of-another-ballot`: they
 * do not belong together; `same-part`: twice the same; `too-few`: one alone.
 */
export async function joinTallyKey(
  texts: readonly string[],
): Promise<
  Result<
    { tenant: string; ballot: string; keyPair: SealingKeyPair },
    'unreadable' | 'of-another-ballot' | 'same-part' | 'too-few'
  >
> {
  const shares = texts.map(readShare);
  if (shares.some((share) => share === undefined)) return err('unreadable');
  const [first, ...others] = shares.flatMap((share) => share ?? []);
  if (first === undefined || others.length === 0) return err('too-few');
  if (others.some((other) => placeOf(other) !== placeOf(first))) return err('of-another-ballot');
  const all = [first, ...others];
  if (new Set(all.map(({ secret }) => toBase64(secret))).size < all.length) return err('same-part');
  const seed = new Uint8Array(await combine(all.map(({ secret }) => secret)));
  const keyPair = await deriveSealingKeyPair(seed);
  if (keyPair.publicKey !== first.publicKey) return err('of-another-ballot');
  return ok({ tenant: first.tenant, ballot: first.ballot, keyPair });
}

function placeOf({ tenant, ballot, publicKey }: TallyShare): string {
  return JSON.stringify([tenant, ballot, publicKey]);
}

/** To be printed, and typed in again. */
function writeShare(share: TallyShare): string {
  const signs = toSigns(Buffer.concat([share.secret, checkOf(share)]));
  const groups = signs.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  const lines = [];
  for (let at = 0; at < groups.length; at += GROUPS_A_LINE)
    lines.push(groups.slice(at, at + GROUPS_A_LINE).join(' '));
  return `BORNE CITOYENNE - CLE DE DEPOUILLEMENT

Part      : ${share.number} / ${TALLY_SHARES}
Ville     : ${share.tenant}
Vote      : ${share.ballot}
Cle       : ${share.publicKey}

Deux parts ouvrent l'urne, une seule n'apprend rien.
Gardez ce papier sous enveloppe, loin des deux autres.

--- part
${lines.join('\n')}
--- fin
`;
}

/** Undefined for what is no part, or has a sign that is not what was written. */
export function readShare(text: string): TallyShare | undefined {
  const fieldOf = (name: string) => new RegExp(`^${name}\\s*:\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
  const [, signs = ''] = /--- part\s([\s\S]*?)--- fin/.exec(text) ?? [];
  const bytes = fromSigns(signs.toUpperCase().replaceAll(/\s/g, ''));
  if (bytes === undefined || bytes.length <= CHECK_BYTES) return undefined;
  const share: TallyShare = {
    tenant: fieldOf('Ville'),
    ballot: fieldOf('Vote'),
    number: Number(fieldOf('Part')),
    publicKey: fieldOf('Cle'),
    secret: new Uint8Array(bytes.subarray(0, -CHECK_BYTES)),
  };
  if (!checkOf(share).equals(bytes.subarray(-CHECK_BYTES)) || !isKey(share.publicKey)) return undefined;
  return share;
}

function isKey(text: string): boolean {
  try {
    return fromBase64(text).length === SEED_BYTES;
  } catch {
    return false;
  }
}

/** Over all that the part says, so that parts are never joined under another's name. */
function checkOf({ tenant, ballot, number, publicKey, secret }: TallyShare): Buffer {
  const said = JSON.stringify([tenant, ballot, number, publicKey, toBase64(secret)]);
  return createHash('sha256').update(said).digest().subarray(0, CHECK_BYTES);
}

function toSigns(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives.map((five) => SIGNS[Number.parseInt(five.padEnd(SIGN_BITS, '0'), 2)]).join('');
}

function fromSigns(signs: string): Buffer | undefined {
  const values = [...signs].map((sign) => SIGNS.indexOf(sign));
  if (values.includes(-1)) return undefined;
  const bits = values.map((value) => value.toString(2).padStart(SIGN_BITS, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
