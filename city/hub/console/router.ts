import { accountCalls } from './account-calls.ts';
import { open } from './base.ts';
import { deadLetterCalls } from './dead-letter-calls.ts';
import { deskCalls } from './desk-calls.ts';
import { fleetCalls } from './fleet-calls.ts';
import { inboxCalls } from './inbox-calls.ts';
import { journalCalls } from './journal-calls.ts';
import { keyCalls } from './key-calls.ts';
import { moderationCalls } from './moderation-calls.ts';
import { ownCalls } from './own-calls.ts';
import { previewCalls } from './preview-calls.ts';
import { publishCalls } from './publish-calls.ts';
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
  desks: deskCalls,
  accounts: accountCalls,
  own: ownCalls,
  journal: journalCalls,
  keys: keyCalls,
  publish: publishCalls,
  preview: previewCalls,
  moderation: moderationCalls,
});
