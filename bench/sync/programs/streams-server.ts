/* The HTTP log of durable-streams over a folder: a log file that it flushes, and LMDB. */
import { z } from 'zod';
import { serve } from './serve.ts';
import { STREAM, streamsClient, streamsServer } from './streams.ts';

const messagesSchema = z.array(z.string());

const IN_ONE_CALL = 1_000;

const [folder = ''] = process.argv.slice(2);
const { DurableStreamTestServer } = streamsServer();
const server = new DurableStreamTestServer({ port: 0, dataDir: folder });
const url = await server.start();

serve(
  {
    async append(argument) {
      const messages = messagesSchema.parse(argument);
      const stream = await streamsClient().DurableStream.create({
        url: `${url}${STREAM}`,
        contentType: 'application/json',
      });
      for (let start = 0; start < messages.length; start += IN_ONE_CALL)
        await Promise.all(
          messages.slice(start, start + IN_ONE_CALL).map((message) => stream.append(message)),
        );
    },
    async end() {
      const stream = await streamsClient().DurableStream.connect({ url: `${url}${STREAM}` });
      return (await stream.head()).offset;
    },
    close: () => server.stop(),
  },
  url,
);
