import { ORPCError } from '@orpc/server';
import { type Log, type LogFields } from '../log/index.ts';

interface Call<T> {
  path: readonly string[];
  next(): Promise<T>;
}

/** Goes on with a call; when it fails, writes down what may be said of it and lets it fail. */
export async function noteFailure<T>(log: Log, call: Call<T>): Promise<T> {
  try {
    return await call.next();
  } catch (error) {
    log.write('procedure-failed', procedureFailure(call.path, error));
    throw error;
  }
}

/**
 * What may be said of a call that failed: which one, what kind of failure, and where in the input. Never the input, nor
 * the error's own words, which may repeat it (`priv-2`).
 */
export function procedureFailure(path: readonly string[], error: unknown): LogFields {
  return {
    procedure: path.join('.'),
    code: error instanceof ORPCError ? error.code : 'BUG',
    issues: issuePaths(error).join('-'),
  };
}

function issuePaths(error: unknown): string[] {
  const cause: unknown = error instanceof ORPCError ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('issues' in cause) || !Array.isArray(cause.issues))
    return [];
  return cause.issues.slice(0, 3).map((issue: { path?: readonly unknown[] }) => (issue.path ?? []).join('.'));
}
