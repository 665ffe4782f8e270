/**
 * One line about one event. Only these fields exist: an address, a query, a body or the text of an error could carry
 * what somebody typed or who they are.
 */
export interface LogLine {
  event: 'request' | 'failure' | 'start' | 'stop' | 'new-life' | 'epoch-moved';
  method?: string;
  /** The route's pattern, never the address itself. */
  route?: string;
  status?: number;
  milliseconds?: number;
  /** An error's class or code, and where in our code it happened. */
  failure?: string;
}

export type Log = (line: LogLine) => void;

/** What of an error may be written down: its name, its code and the first place in this program, never its message. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'not-an-error';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = /\/(city|shared)\/[\w./-]+:\d+/.exec(error.stack ?? '')?.[0] ?? '';
  return `${error.name}${code} ${place}`.trim();
}
