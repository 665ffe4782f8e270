import { open } from './base.ts';
import { fleetCalls } from './fleet-calls.ts';
import { moderationCalls } from './moderation-calls.ts';
import { previewCalls } from './preview-calls.ts';
import { requestCalls } from './request-calls.ts';
import { sessionCalls } from './session-calls.ts';

/** The console's calls; every guarded one sees the tenant of who asks alone. */
export const consoleRouter = open.router({
  ...sessionCalls,
  ...requestCalls,
  fleet: fleetCalls,
  preview: previewCalls,
  moderation: moderationCalls,
});
