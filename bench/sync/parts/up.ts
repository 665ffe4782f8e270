import { z } from 'zod';
import { type Contender, measure, type Sample, type Served } from '../contender.ts';
import { type Ours, type OurServed } from '../contenders/ours.ts';
import { type Pouch } from '../contenders/pouch.ts';
import { type Streams } from '../contenders/streams.ts';
import { type SampleSpread, spreadOfSamples } from '../spread.ts';

export interface UpResult {
  sent: SampleSpread;
  /** The same ones once more. */
  replayed: SampleSpread;
}

interface Sender {
  contender: Contender;
  open(): Promise<Served>;
  newFolder(): string;
  /** What the server holds: the same before and after a replay, however it is told. */
  held(served: Served): Promise<string>;
}

/** A full outbox up to the durable word on each item, and the same outbox again. */
export async function measureUp(
  { ours, pouch, streams }: { ours: Ours; pouch: Pouch; streams: Streams },
  options: { items: number; runs: number },
): Promise<Map<Contender, UpResult>> {
  const { newFolder, sizes } = await ours.prepareOutbox(options.items);
  const senders: Sender[] = [
    {
      contender: ours,
      open: () => ours.open(),
      newFolder,
      held: (served) => heldByOurs(served as OurServed),
    },
    {
      contender: pouch,
      open: () => pouch.openEmpty(),
      newFolder: await pouch.prepareOutbox(sizes),
      held: async (served) => String(await (served as Awaited<ReturnType<Pouch['openEmpty']>>).count()),
    },
    {
      contender: streams,
      open: () => streams.openEmpty(),
      newFolder: await streams.prepareOutbox(sizes),
      held: (served) => (served as Awaited<ReturnType<Streams['openEmpty']>>).end(),
    },
  ];
  const samples = new Map(
    senders.map((sender) => [sender, { sent: [] as Sample[], replayed: [] as Sample[] }]),
  );
  for (let run = 0; run < options.runs; run += 1) {
    for (const [sender, { sent, replayed }] of samples) {
      const both = await sendTwice(sender);
      sent.push(both.sent);
      replayed.push(both.replayed);
    }
  }
  return new Map(
    [...samples].map(([{ contender }, { sent, replayed }]) => [
      contender,
      { sent: spreadOfSamples(sent), replayed: spreadOfSamples(replayed) },
    ]),
  );
}

async function sendTwice(sender: Sender): Promise<{ sent: Sample; replayed: Sample }> {
  const served = await sender.open();
  const client = await served.startClient(sender.newFolder());
  const empty = await sender.held(served);
  const sent = await measure(served, client, 'push');
  const held = await sender.held(served);
  const replayed = await measure(served, client, 'push');
  const heldAfter = await sender.held(served);
  await client.kill();
  await served.close();
  if (held === empty) throw new Error(`${sender.contender.name} took nothing in`);
  if (held !== heldAfter)
    throw new Error(`${sender.contender.name} changed by a replay: ${held}, then ${heldAfter}`);
  return { sent, replayed };
}

async function heldByOurs({ database }: OurServed): Promise<string> {
  const counts = [];
  for (const table of ['submission', 'request', 'sent_answer', 'dead_letter']) {
    const { rows } = await database.query(`select count(*)::integer as count from ${table}`);
    counts.push(z.object({ count: z.number() }).parse(rows[0]).count);
  }
  if (counts.at(-1) !== 0) throw new Error('the hub kept submissions aside as dead letters');
  return counts.join(' ');
}
