import { implement } from '@orpc/server';
import { deskContract } from '../../../shared/contract/index.ts';
import { err, ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import type { Database } from '../database/index.ts';
import { answerCall, callsAt, countsAt, finishCall } from './calls.ts';
import { findPost, noteAlive, noteLeft, pairPost } from './posts.ts';
import { todayAtDesk } from './today.ts';

/** What a call of the desk's page brings with it. */
export interface DeskRequest {
  database: Database;
  now: () => Date;
  /** The secret of the browser's cookie; empty without one. */
  cookie: string;
  setCookie(secret: string): void;
  /** Where it comes from, for a limit on tries. */
  address: string;
}

const open = implement(deskContract).$context<DeskRequest>();

/** Nothing is looked at before it is known which site's desk asks. */
const paired = open.use(async ({ context, next }, _input, output) => {
  const post = await findPost(context.database, context.cookie);
  if (post === undefined) return output(err('not-paired') as never) as never;
  return next({ context: { post } });
});

/** Answers the desk's `deskContract`: each call sees the site of its own post alone. */
export const deskRouter = open.router({
  pair: open.pair.handler(async ({ input, context }) => {
    const secret = await pairPost(context.database, input.code, context.address);
    if (!secret.ok) return secret;
    context.setCookie(secret.value);
    return ok(null);
  }),

  look: paired.look.handler(async ({ context: { database, now, post } }) => {
    await noteAlive(database, post);
    return ok({
      siteName: post.siteName,
      now: now(),
      calls: await callsAt(database, post),
      today: await todayAtDesk(database, { ...post, now: now() }),
      counts: await countsAt(database, post, dayInTheCity(now())),
    });
  }),

  answer: paired.answer.handler(({ input, context }) =>
    answerCall(context.database, context.post, input.call, input.minutes),
  ),

  finish: paired.finish.handler(async ({ input, context }) => {
    await finishCall(context.database, context.post, input.call);
    return ok(null);
  }),

  leave: open.leave.handler(async ({ context }) => {
    const post = await findPost(context.database, context.cookie);
    if (post !== undefined) await noteLeft(context.database, post);
  }),
});
