import { implement } from '@orpc/server';
import { recordingContract } from '../../../shared/contract/index.ts';
import { record, type RecorderMeans } from './recorder.ts';

/** Answers what the page's `recordingContract` says of submissions. */
export function recordingRouter(means: RecorderMeans) {
  const os = implement(recordingContract);
  return {
    record: os.record.handler(async ({ input }) =>
      record(means, input.envelope, await Promise.all((input.attachments ?? []).map(bytesOf))),
    ),
  };
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
