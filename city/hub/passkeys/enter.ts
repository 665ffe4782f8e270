import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { requestOptionsSchema, type SignedPasskey } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import { keepChallenge, NOBODY, takeChallenge } from './challenges.ts';
import { handleOf, type Person, type Place } from './place.ts';

const PATIENCE_MS = 120_000;

/** What a browser is asked to sign, with whichever passkey of this place its owner chooses. */
export async function askPasskey(database: Database, tenant: string, place: Place) {
  const options = await generateAuthenticationOptions({
    rpID: place.id,
    timeout: PATIENCE_MS,
    userVerification: 'required',
  });
  await keepChallenge(database, tenant, options.challenge, NOBODY);
  return requestOptionsSchema.parse(options);
}

interface Kept {
  agent: string;
  publicKey: Buffer;
  counter: number;
}

/**
 * Whose passkey signed. `unknown-passkey`: no account of this city has it; `too-late`: it was asked more than five minutes
 * ago, or answered before; `passkey-refused`: the signature, the place or the unlocking is not as asked.
 */
export async function checkPasskey(
  database: Database,
  tenant: string,
  place: Place,
  passkey: SignedPasskey,
): Promise<Result<Person, 'unknown-passkey' | 'too-late' | 'passkey-refused'>> {
  const challenge = await takeChallenge(database, tenant, passkey.response.clientDataJSON, NOBODY);
  if (challenge === undefined) return err('too-late');
  const kept = await findPasskey(database, tenant, passkey.id);
  if (kept === undefined) return err('unknown-passkey');
  const person = { tenant, name: kept.agent };
  const { userHandle } = passkey.response;
  if (userHandle !== undefined && userHandle !== (await handleOf(person))) return err('passkey-refused');
  const counter = await verified(passkey, { kept, challenge, place });
  if (counter === undefined) return err('passkey-refused');
  await database.query(
    'update passkey set counter = $3, used_at = now() where tenant = $1 and credential = $2',
    [tenant, passkey.id, counter],
  );
  return ok(person);
}

async function findPasskey(
  database: Database,
  tenant: string,
  credential: string,
): Promise<Kept | undefined> {
  const { rows } = await database.query<Kept>(
    `select agent, public_key as "publicKey", counter from passkey where tenant = $1 and credential = $2`,
    [tenant, credential],
  );
  return rows[0];
}

/** How often the passkey says that it was used, which is never fewer times than before; undefined when it does not fit. */
async function verified(
  { authenticatorAttachment, ...passkey }: SignedPasskey,
  asked: { kept: Kept; challenge: string; place: Place },
): Promise<number | undefined> {
  const { userHandle, ...response } = passkey.response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...passkey,
        ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }),
        response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
      },
      expectedChallenge: asked.challenge,
      expectedOrigin: asked.place.origin,
      expectedRPID: asked.place.id,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(asked.kept.publicKey),
        counter: asked.kept.counter,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // The library throws for everything that is not as it was asked for; nothing of ours runs in between.
    return undefined;
  }
}
