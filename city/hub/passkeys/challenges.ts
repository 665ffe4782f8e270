import { z } from 'zod';
import { parseJson } from '../../../shared/json/index.ts';
import type { Database } from '../database/index.ts';

/** As long as somebody may look for their telephone or key. */
const MINUTES = 5;

/** Who is at nobody's account yet: somebody who comes in. */
export const NOBODY = '';

const clientDataSchema = z.object({ challenge: z.string().max(200) });

/** Any hub may get the answer. */
export async function keepChallenge(
  database: Database,
  tenant: string,
  challenge: string,
  agent: string,
): Promise<void> {
  await database.query('delete from passkey_challenge where tenant = $1 and expires_at < now()', [tenant]);
  await database.query(
    `insert into passkey_challenge (tenant, challenge, agent, expires_at)
     values ($1, $2, $3, now() + make_interval(mins => $4))`,
    [tenant, challenge, agent, MINUTES],
  );
}

/**
 * The challenge that was signed, if it was asked of this person in the last minutes. It is gone then, whatever becomes of
 * the answer: undefined when it was asked for before.
 */
export async function takeChallenge(
  database: Database,
  tenant: string,
  clientDataJson: string,
  agent: string,
): Promise<string | undefined> {
  const text = Buffer.from(clientDataJson, 'base64url').toString('utf8');
  const told = clientDataSchema.safeParse(parseJson(text));
  if (!told.success || told.data.challenge.includes('\0')) return undefined;
  const { rows } = await database.query<{ challenge: string; fresh: boolean }>(
    `delete from passkey_challenge where tenant = $1 and challenge = $2 and agent = $3
     returning challenge, expires_at > now() as fresh`,
    [tenant, told.data.challenge, agent],
  );
  return rows[0]?.fresh === true ? rows[0].challenge : undefined;
}
