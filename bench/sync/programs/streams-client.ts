/* A reader of the HTTP log that appends what it reads to a plain file, and a producer. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { serve } from './serve.ts';
import { STREAM, streamsClient } from './streams.ts';

const [folder = '', server = ''] = process.argv.slice(2);
const url = `${server}${STREAM}`;
const { DurableStream, IdempotentProducer, stream } = streamsClient();

const rows = join(folder, 'rows.ndjson');
const cursor = join(folder, 'offset.txt');
const outbox = join(folder, 'outbox.json');

serve({
  async pull() {
    const offset = existsSync(cursor) ? readFileSync(cursor, 'utf8') : '-1';
    const response = await stream({ url, offset, live: false });
    const items = await response.json();
    if (items.length === 0) return;
    const file = openSync(rows, 'a');
    writeSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    fsyncSync(file);
    closeSync(file);
    writeFileSync(cursor, response.offset);
  },
  /** Under the same name from the first number on: what the log already has, it does not take again. */
  async push() {
    const target = await DurableStream.connect({ url });
    let failure: Error | undefined;
    const producer = new IdempotentProducer(target, 'kiosk', {
      maxBatchBytes: 1_000_000,
      lingerMs: 5,
      onError: (error) => (failure = error),
    });
    for (const item of z.array(z.string()).parse(JSON.parse(readFileSync(outbox, 'utf8'))))
      producer.append(JSON.stringify({ item }));
    await producer.flush();
    if (failure) throw failure;
  },
  fill(argument) {
    const items = z.array(z.number()).parse(argument);
    const text = items.map((size) =>
      randomBytes(Math.ceil((size * 3) / 4))
        .toString('base64url')
        .slice(0, size),
    );
    writeFileSync(outbox, JSON.stringify(text));
  },
  count: () => (existsSync(rows) ? readFileSync(rows, 'utf8').split('\n').length - 1 : 0),
});
