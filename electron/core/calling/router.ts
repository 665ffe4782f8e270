import { implement } from '@orpc/server';
import { recordingContract } from '../../../shared/contract/index.ts';
import { type Calling } from './calling.ts';

/** Answers what the page's `recordingContract` says of calls. */
export function callingRouter(calling: Calling) {
  const os = implement(recordingContract);
  return {
    callDesk: os.callDesk.handler(({ input }) => calling.start(input.call, input.language)),
    deskCall: os.deskCall.handler(({ input }) => calling.look(input.call)),
    endDeskCall: os.endDeskCall.handler(({ input }) => {
      calling.end(input.call);
      return undefined;
    }),
  };
}
