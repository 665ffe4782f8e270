import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { parseJson } from '../../../shared/json/index.ts';
import { listen, type Database } from '../database/index.ts';
import { beginEvents, endEvents, writeEvents } from '../event-stream.ts';
import type { Post } from './posts.ts';
import { DESK_CHANNEL } from './tell.ts';

/** A page that sleeps behind others answers to what it hears, whatever its browser does to its clocks. */
const BEAT_MS = 12_000;

/** A browser with more pages than this at one desk is not one of ours. */
const STREAMS_OF_POST = 6;

const noticeSchema = z.tuple([z.string(), z.string()]);

interface Stream {
  response: ServerResponse;
  post: Post;
}

/**
 * Tells the pages of desks that looking is worth while, and nothing else: what they see they ask for, and they ask by
 * their own clock too. Stopped before the server is, since streams never end by themselves.
 */
export interface Bells {
  open(response: ServerResponse, post: Post): void;
  stop(): Promise<void>;
}

export function startBells(database: Database): Bells {
  const streams = new Set<Stream>();
  let stopped = false;

  const listening = listen(database, DESK_CHANNEL, (text) => {
    const notice = noticeSchema.safeParse(parseJson(text));
    if (!notice.success) return;
    const [tenant, site] = notice.data;
    for (const { response, post } of streams)
      if (post.tenant === tenant && post.site === site) writeEvents(response, LOOK);
  });
  const beating = setInterval(() => {
    for (const { response } of streams) writeEvents(response, LOOK);
  }, BEAT_MS);

  return {
    open(response, post) {
      const ofPost = [...streams].filter((stream) => stream.post.id === post.id);
      if (stopped || response.destroyed) return void response.destroy();
      if (ofPost.length >= STREAMS_OF_POST && ofPost[0]) endEvents(ofPost[0].response);
      const stream = { response, post };
      streams.add(stream);
      response.once('close', () => streams.delete(stream));
      beginEvents(response);
      response.write(LOOK);
    },
    async stop() {
      stopped = true;
      clearInterval(beating);
      for (const { response } of streams) endEvents(response);
      await listening.stop();
    },
  };
}

const LOOK = 'event: look\ndata: look\n\n';
