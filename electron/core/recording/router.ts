import { implement } from '@orpc/server';
import { recordingContract } from '../../../shared/contract/index.ts';
import { record, type RecorderMeans } from './recorder.ts';

/** Answers the page's `recordingContract`. */
export function recordingRouter(means: RecorderMeans) {
  const os = implement(recordingContract);
  return os.router({
    record: os.record.handler(async ({ input }) =>
      record(means, input.envelope, await Promise.all((input.attachments ?? []).map(bytesOf))),
    ),
  });
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
