import { ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import { guarded } from './base.ts';
import { listDeadLetters, markDeadLetter } from './dead-letters.ts';

export const deadLetterCalls = {
  deadLetters: guarded.deadLetters.handler(async ({ input, context: { database, agent } }) =>
    ok(await listDeadLetters(database, agent.tenant, input?.seen)),
  ),

  markDeadLetter: guarded.markDeadLetter.handler(({ input, context: { database, agent, now } }) =>
    markDeadLetter(database, agent, input, dayInTheCity(now())),
  ),
};
