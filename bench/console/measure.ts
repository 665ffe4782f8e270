import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { type ContractRouterClient } from '@orpc/contract';
import { createAgent, type Database, migrate, openDatabase, startHub } from '../../city/hub/index.ts';
import { createKeys, publishDemoCity } from '../../scripts/lib/demo-city.ts';
import { type consoleContract, type InboxFilter } from '../../shared/contract/index.ts';
import { type Result } from '../../shared/result/index.ts';
import { type Ground, openGround } from '../sync/ground.ts';
import { machine } from '../sync/measure.ts';
import { seed, SERVICE, type Size, TENANT } from './seed.ts';

type Client = ContractRouterClient<typeof consoleContract>;

/** One call, as an agent's page makes it: how long it took from asking to the whole answer. */
export interface Measured {
  name: string;
  median: number;
  p95: number;
}

export interface ConsoleResults extends Size {
  measuredOn: string;
  machine: ReturnType<typeof machine>;
  rounds: number;
  calls: Measured[];
}

const WARM_UP = 5;

/** Asks one hub over one PostgreSQL, one question after the other. */
export async function measureCalls(size: Size, rounds: number): Promise<ConsoleResults> {
  const ground = await openGround();
  try {
    return {
      measuredOn: new Date().toISOString().slice(0, 10),
      machine: machine(),
      ...size,
      rounds,
      calls: await measureOn(ground, size, rounds),
    };
  } finally {
    await ground.end();
  }
}

async function measureOn(ground: Ground, size: Size, rounds: number): Promise<Measured[]> {
  const database = openDatabase(await ground.newDatabase());
  await migrate(database);
  const keysFolder = ground.newFolder();
  await createKeys({ keys: keysFolder, roots: ground.newFolder() }, TENANT, []);
  await publishDemoCity(database, TENANT);
  const hub = await startHub({ database, keysFolder });
  try {
    const agent = await enter(database, hub.url, 'agent', undefined);
    const colleague = await enter(database, hub.url, 'colleague', SERVICE);
    await seed(database, size);
    const measured: Measured[] = [];
    for (const [name, ask] of await questions(agent, colleague))
      measured.push({ name, ...(await timesOf(ask, rounds)) });
    return measured;
  } finally {
    await hub.close();
    await database.end();
  }
}

type Ask = () => Promise<Result<unknown, string>>;

async function questions(agent: Client, colleague: Client): Promise<[string, Ask][]> {
  const { version, head } = valueOf(await agent.inbox({}));
  const [first] = head?.rows ?? [];
  const after = head?.next;
  if (first === undefined || after === undefined) throw new Error('the inbox has no second page');
  const { id } = first;
  const answered = { group: 'answered', dueOn: null, receivedOn: after.receivedOn, id } as const;
  const filtered = (name: string, filter: InboxFilter): [string, Ask] => [
    `inbox, ${name}`,
    () => agent.inbox({ filter }),
  ];
  let owner = first.assigned?.to ?? null;
  return [
    ['inbox, first page and counts', () => agent.inbox({})],
    ['inbox, nothing changed', () => agent.inbox({ known: version })],
    ['inbox of one service', () => colleague.inbox({})],
    ['next page', () => agent.inboxMore({ after })],
    ['a page far down', () => agent.inboxMore({ after: answered })],
    filtered('one service', { service: SERVICE }),
    filtered('one state', { state: 'in-progress' }),
    filtered('received 30 days ago or more', { age: 30 }),
    filtered('late', { due: 'late' }),
    filtered('promised within 30 days', { due: 'month' }),
    filtered('mine', { whose: 'mine' }),
    filtered('nobody’s', { whose: 'nobody' }),
    filtered('all of these', { service: SERVICE, state: 'received', age: 7, due: 'month', whose: 'nobody' }),
    ['who has a request open', () => agent.team.attend({ id, doing: 'reading' })],
    ['what it could be the double of', () => agent.team.candidates({ id })],
    [
      'taking a request, or handing it back',
      () => {
        const from = owner;
        owner = from === 'agent' ? null : 'agent';
        return agent.team.assign({ id, from, to: owner });
      },
    ],
    ['kiosks', () => agent.fleet.kiosks()],
    ['letters not taken', () => agent.deadLetters({ seen: false })],
  ];
}

async function timesOf(ask: Ask, rounds: number): Promise<{ median: number; p95: number }> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const started = performance.now();
    valueOf(await ask());
    if (round >= WARM_UP) times.push(performance.now() - started);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

async function enter(
  database: Database,
  url: string,
  name: string,
  service: string | undefined,
): Promise<Client> {
  const grants =
    service === undefined ? [{ role: 'agent' }, { role: 'administrator' }] : [{ role: 'agent', service }];
  const password = await createAgent(database, TENANT, name, grants as Parameters<typeof createAgent>[3]);
  let cookie = '';
  const client: Client = createORPCClient(
    new RPCLink({
      url: `${url}/console/rpc`,
      headers: () => ({ origin: url, 'x-borne-console': '1', cookie }),
      fetch: async (request, options) => {
        const response = await fetch(request, options);
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        return response;
      },
    }),
  );
  valueOf(await client.signIn({ tenant: TENANT, name, password }));
  return client;
}

function valueOf<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
