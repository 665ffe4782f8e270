import type { Database } from '../database/index.ts';
import { dayInTheCity, hourInTheCity } from '../day.ts';
import { startChore, type Repeating } from '../repeating.ts';
import { countFor } from './counts.ts';
import { openMail, type Mail, type MailOptions } from './mail.ts';
import { wordDigest } from './wording.ts';

/** When agents come to work. */
const HOUR = 8;
const EVERY_MS = 300_000;
const KEPT_DAYS = 30;

interface Recipient {
  tenant: string;
  agent: string;
  address: string;
  /** Null for all. */
  services: string[] | null;
}

/**
 * Sends what is due of this day, once to each agent, however many hubs there are and however often they start. A server
 * that is away is tried again at the next round; a letter that may have arrived is not sent again.
 * @returns how many were sent
 */
export async function sendDigests(database: Database, mail: Mail, now: Date): Promise<number> {
  if (hourInTheCity(now) < HOUR) return 0;
  const today = dayInTheCity(now);
  const recipients = await recipientsWithout(database, today);
  if (recipients.length === 0 || !(await mail.isReady())) return 0;
  let sent = 0;
  for (const recipient of recipients) if (await sendTo(database, mail, recipient, today)) sent += 1;
  await database.query('delete from digest_sent where day < $1::date - $2::integer', [today, KEPT_DAYS]);
  return sent;
}

async function recipientsWithout(database: Database, today: string): Promise<Recipient[]> {
  const { rows } = await database.query<Recipient>(
    `select tenant, agent, address,
       case when bool_or(service = '*') then null else array_agg(service) end as services
     from digest_address join agent_role using (tenant, agent)
     where role = 'agent' and not exists (
       select 1 from digest_sent where digest_sent.tenant = digest_address.tenant
         and digest_sent.agent = digest_address.agent and day = $1)
     group by tenant, agent, address order by tenant, agent`,
    [today],
  );
  return rows;
}

async function sendTo(database: Database, mail: Mail, recipient: Recipient, today: string): Promise<boolean> {
  const { tenant, agent, address, services } = recipient;
  const { rowCount } = await database.query(
    'insert into digest_sent (tenant, agent, day) values ($1, $2, $3) on conflict do nothing',
    [tenant, agent, today],
  );
  if (rowCount === 0) return false;
  const letter = wordDigest(await countFor(database, tenant, services, today));
  if (letter === undefined) return false;
  const sending = await mail.send({ to: address, ...letter });
  if (sending === 'try-later')
    await database.query('delete from digest_sent where tenant = $1 and agent = $2 and day = $3', [
      tenant,
      agent,
      today,
    ]);
  return sending === 'sent';
}

/** Looks every few minutes. Without a mail server there is nothing to do. */
export function startDigests(
  database: Database,
  options: MailOptions,
  now: () => Date,
  onFailure: (error: unknown) => void,
): Repeating {
  const mail = openMail(options);
  return startChore(EVERY_MS, () => sendDigests(database, mail, now()), onFailure);
}
