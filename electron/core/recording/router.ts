import { implement } from '@orpc/server';
import { recordingContract } from '../../../shared/contract/index.ts';
import { record, type RecorderMeans } from './recorder.ts';

/** Answers the page's `recordingContract`. */
export function recordingRouter(means: RecorderMeans) {
  const os = implement(recordingContract);
  return os.router({
    record: os.record.handler(({ input }) => record(means, input.envelope)),
  });
}
