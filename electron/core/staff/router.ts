import { implement } from '@orpc/server';
import { staffContract } from '../../../shared/contract/index.ts';
import { type StickCarrier } from '../bundle/index.ts';
import { type Precious } from '../store/index.ts';

/** Answers the staff window's `staffContract`. */
export function staffRouter(carrier: StickCarrier, { outbox, attachments }: Precious) {
  const os = implement(staffContract);
  return os.router({
    deliveries: os.deliveries.handler(() => ({
      waiting: outbox.count('waiting'),
      kept: outbox.count('accepted'),
      attention: outbox.count('attention'),
      attachmentsWaiting: attachments.count('waiting'),
      attachmentsLost: attachments.count('attention'),
      troubles: outbox.troubles(),
      isCityBackedUp: outbox.hasSettled(),
    })),
    carryFromStick: os.carryFromStick.handler(({ input }) => carrier.fromStick(input.folder)),
    carryToStick: os.carryToStick.handler(({ input }) => carrier.toStick(input.folder)),
  });
}
