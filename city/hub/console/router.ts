import { open } from './base.ts';
import { deadLetterCalls } from './dead-letter-calls.ts';
import { fleetCalls } from './fleet-calls.ts';
import { inboxCalls } from './inbox-calls.ts';
import { requestCalls } from './request-calls.ts';
import { sessionCalls } from './session-calls.ts';
import { teamCalls } from './team-calls.ts';

/** The console's calls; every guarded one sees the tenant of who asks alone. */
export const consoleRouter = open.router({
  ...sessionCalls,
  ...inboxCalls,
  ...requestCalls,
  ...deadLetterCalls,
  team: teamCalls,
  fleet: fleetCalls,
});
