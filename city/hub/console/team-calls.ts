import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import { absenceOf, setAbsence } from './absence.ts';
import { assignRequest } from './assignment.ts';
import { guarded } from './base.ts';
import { deputiesFor } from './colleagues.ts';
import { joinRequests, listCandidates, partRequest } from './doubles.ts';
import { attendRequest } from './presence.ts';

const requestIdSchema = z.uuid();

export const teamCalls = {
  attend: guarded.team.attend.handler(({ input, context }) =>
    ofRequests([input.id], () => attendRequest(context.database, context.agent, input)),
  ),

  assign: guarded.team.assign.handler(({ input, context }) =>
    ofRequests([input.id], () => assignRequest(context.database, context.agent, input)),
  ),

  absence: guarded.team.absence.handler(async ({ context: { database, agent, now } }) =>
    ok({
      absence: await absenceOf(database, agent, dayInTheCity(now())),
      deputies: await deputiesFor(database, agent),
    }),
  ),

  setAbsence: guarded.team.setAbsence.handler(({ input, context: { database, agent, now } }) =>
    setAbsence(database, agent, input.absence, dayInTheCity(now())),
  ),

  candidates: guarded.team.candidates.handler(({ input, context }) =>
    ofRequests([input.id], () => listCandidates(context.database, context.agent, input.id)),
  ),

  join: guarded.team.join.handler(({ input, context: { database, agent, now } }) =>
    ofRequests([input.id, input.into], () => joinRequests(database, agent, input, dayInTheCity(now()))),
  ),

  part: guarded.team.part.handler(({ input, context: { database, agent, now } }) =>
    ofRequests([input.id], () => partRequest(database, agent, input, dayInTheCity(now()))),
  ),
};

/** What does not look like a request's name is the name of none. */
async function ofRequests<T>(
  ids: readonly string[],
  work: () => Promise<T>,
): Promise<T | Result<never, 'unknown-request'>> {
  if (!ids.every((id) => requestIdSchema.safeParse(id).success)) return err('unknown-request');
  return work();
}
