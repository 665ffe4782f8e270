import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { creationOptionsSchema, type CreatedPasskey, type Done } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import { keepChallenge, takeChallenge } from './challenges.ts';
import { listPasskeys } from './kept.ts';
import { ALGORITHMS, handleOf, type Person, type Place } from './place.ts';

const PATIENCE_MS = 120_000;

/** What a browser is asked to make: a passkey that finds its account by itself and asks its owner to unlock it. */
export async function offerPasskey(database: Database, person: Person, place: Place) {
  const known = await listPasskeys(database, person);
  const options = await generateRegistrationOptions({
    rpName: `Borne citoyenne · ${person.tenant}`,
    rpID: place.id,
    userName: person.name,
    userDisplayName: person.name,
    userID: Buffer.from(await handleOf(person), 'base64url'),
    timeout: PATIENCE_MS,
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  await keepChallenge(database, person.tenant, options.challenge, person.name);
  return creationOptionsSchema.parse(options);
}

/** `too-late`: the offer was used, or is older than five minutes. `passkey-refused`: it is not what was asked for. */
export async function addPasskey(
  database: Database,
  person: Person,
  place: Place,
  { label, passkey }: { label: string; passkey: CreatedPasskey },
): Promise<Result<Done, 'too-late' | 'passkey-refused'>> {
  const { tenant, name } = person;
  const challenge = await takeChallenge(database, tenant, passkey.response.clientDataJSON, name);
  if (challenge === undefined) return err('too-late');
  const credential = await verified(passkey, challenge, place);
  if (credential === undefined) return err('passkey-refused');
  const { rowCount } = await database.query(
    `insert into passkey (tenant, credential, agent, public_key, counter, transports, label)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      tenant,
      credential.id,
      name,
      Buffer.from(credential.publicKey),
      credential.counter,
      credential.transports ?? [],
      label,
    ],
  );
  return rowCount === 1 ? ok(null) : err('passkey-refused');
}

async function verified(passkey: CreatedPasskey, challenge: string, place: Place) {
  const { transports, ...response } = passkey.response;
  const { authenticatorAttachment, ...rest } = passkey;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...rest,
        ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }),
        response: { ...response, ...(transports === undefined ? {} : { transports }) },
      },
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return registrationInfo?.credential;
  } catch {
    // The library throws for everything that is not as it was asked for; nothing of ours runs in between.
    return undefined;
  }
}
