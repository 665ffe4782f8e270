import { implement } from '@orpc/server';
import { staffContract } from '../../../shared/contract/index.ts';
import { type StickCarrier } from '../bundle/index.ts';

/** Answers the staff window's `staffContract`. */
export function staffRouter(carrier: StickCarrier) {
  const os = implement(staffContract);
  return os.router({
    carryFromStick: os.carryFromStick.handler(({ input }) => carrier.fromStick(input.folder)),
    carryToStick: os.carryToStick.handler(({ input }) => carrier.toStick(input.folder)),
  });
}
