import type { DecidedText, WaitingText } from '../../../shared/contract/index.ts';
import { servicesOf } from '../../../shared/contract/index.ts';
import { formSchema, type TextQuestion } from '../../../shared/model/index.ts';
import type { Connection, Database } from '../database/index.ts';
import type { SignedIn } from './grants.ts';
import { createReader } from './requests.ts';

const PAGE_TEXTS = 50;

/** A request that is over has no text to show: its writer took it back, or the city said no to all of it. */
const OVER = ['withdrawn', 'expired', 'refused'];

export interface TextKey {
  request: string;
  question: string;
}

export interface TextPlace extends TextKey {
  receivedOn: string;
}

/** A text question of a form whose answers are for everybody, by the form and version in which it is asked. */
interface PublicQuestion {
  form: string;
  version: number;
  question: TextQuestion;
}

/** The texts that wait for this moderator, the oldest first, without opening any. */
export async function listWaiting(
  database: Database,
  moderator: SignedIn,
  after: TextPlace | undefined,
): Promise<{ texts: WaitingText[]; next?: TextPlace }> {
  const rows = await waitingRows(database, moderator, { after, limit: PAGE_TEXTS + 1 });
  const reader = createReader(database, moderator.tenant);
  const texts = await Promise.all(
    rows
      .slice(0, PAGE_TEXTS)
      .map(async (row) => ({ ...row, serviceName: await reader.serviceName(row.service) })),
  );
  const last = texts.at(-1);
  if (rows.length <= PAGE_TEXTS || last === undefined) return { texts };
  const { request, question, receivedOn } = last;
  return { texts, next: { request, question, receivedOn } };
}

/** A text that waits for this moderator, with what was asked. */
export async function findWaiting(
  database: Database | Connection,
  moderator: SignedIn,
  key: TextKey,
): Promise<(Omit<WaitingText, 'serviceName'> & { asked: TextQuestion }) | undefined> {
  const [row] = await waitingRows(database, moderator, { only: key, limit: 1 });
  if (row === undefined) return undefined;
  const questions = await publicQuestions(database, moderator.tenant);
  const asked = questions.find(
    ({ form, version, question }) =>
      form === row.form && version === row.version && question.id === key.question,
  );
  return asked && { ...row, asked: asked.question };
}

export async function listDecided(database: Database, moderator: SignedIn): Promise<DecidedText[]> {
  const { rows } = await database.query<Omit<DecidedText, 'serviceName'>>(
    `select request, question, service, state, agent, decided_at as "decidedAt" from moderation
     where tenant = $1 and ($2::text[] is null or service = any ($2))
     order by decided_at desc, request, question limit $3`,
    [moderator.tenant, moderatedServices(moderator), PAGE_TEXTS],
  );
  const reader = createReader(database, moderator.tenant);
  return Promise.all(
    rows.map(async (row) => ({ ...row, serviceName: await reader.serviceName(row.service) })),
  );
}

interface WaitingRow extends Omit<WaitingText, 'serviceName'> {
  form: string;
  version: number;
}

async function waitingRows(
  database: Database | Connection,
  moderator: SignedIn,
  { after, only, limit }: { after?: TextPlace | undefined; only?: TextKey; limit: number },
): Promise<WaitingRow[]> {
  const questions = await publicQuestions(database, moderator.tenant);
  const { rows } = await database.query<WaitingRow>(
    `select request.id as request, asked.question, request.service, request.form,
       request.form_version as version, request.received_on as "receivedOn", request.site_name as site
     from unnest($2::text[], $3::integer[], $4::text[]) as asked (form, version, question)
     join request on request.tenant = $1 and request.form = asked.form and request.form_version = asked.version
     where ($5::text[] is null or request.service = any ($5)) and request.state <> all ($6)
       and request.erased_on is null
       and ($7::uuid is null or (request.id = $7 and asked.question = $8))
       and (request.received_on, request.id, asked.question) > ($9::date, $10::uuid, $11)
       and not exists (select 1 from moderation where moderation.tenant = $1
         and moderation.request = request.id and moderation.question = asked.question)
     order by request.received_on, request.id, asked.question limit $12`,
    [
      moderator.tenant,
      questions.map(({ form }) => form),
      questions.map(({ version }) => version),
      questions.map(({ question }) => question.id),
      moderatedServices(moderator),
      OVER,
      only?.request ?? null,
      only?.question ?? null,
      after?.receivedOn ?? '-infinity',
      after?.request ?? '00000000-0000-0000-0000-000000000000',
      after?.question ?? '',
      limit,
    ],
  );
  return rows;
}

/** Of every version of every form, since a kiosk may send one that was filled months ago. */
async function publicQuestions(database: Database | Connection, tenant: string): Promise<PublicQuestion[]> {
  const { rows } = await database.query<{ form: string; version: number; body: string }>(
    `select form, version, body from form_version where tenant = $1 and body like '%"publishes"%'`,
    [tenant],
  );
  return rows.flatMap(({ form, version, body }) =>
    formSchema
      .parse(JSON.parse(body))
      .questions.flatMap((question) =>
        question.kind === 'text' && question.publishes === true ? [{ form, version, question }] : [],
      ),
  );
}

function moderatedServices(moderator: SignedIn): string[] | null {
  const services = servicesOf(moderator.grants, 'moderator');
  return services === 'all' ? null : services;
}
