import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type ContractRouterClient } from '@orpc/contract';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import { STAFF_PORT, type StaffBridge, staffContract } from '../../shared/contract/index.ts';

declare global {
  interface Window {
    /** Shown by the preload script of the staff window. */
    readonly borneStaff?: StaffBridge;
  }
}

type StaffClient = ContractRouterClient<typeof staffContract>;

export type Deliveries = Awaited<ReturnType<StaffClient['deliveries']>>;

export interface CoreConnection {
  /** What waits in the kiosk; undefined when its core does not answer in time. */
  deliveries(): Promise<Deliveries | undefined>;
  /** Shows the visitor's page again. */
  close(): void;
}

/** Nothing on a kiosk takes this long; past it, the core hangs or is being started again. */
const ANSWER_MILLISECONDS = 4_000;

/** The staff window's way to the core. A port that does not answer is given up, and another one asked for. */
export function connectToCore(page: Window): CoreConnection {
  let client: StaffClient | undefined;
  page.addEventListener('message', (event) => {
    // Only this very window's own preload script may hand a port over.
    const [port] = event.ports;
    if (event.source !== page || event.data !== STAFF_PORT || port === undefined) return;
    port.start();
    client = createORPCClient(
      new RPCLink({
        port,
        plugins: [new RequestValidationPlugin(staffContract), new ResponseValidationPlugin(staffContract)],
      }),
    );
  });
  page.borneStaff?.askPort();
  return {
    async deliveries() {
      const answer = await answerOf(client);
      if (answer === undefined) page.borneStaff?.askPort();
      return answer;
    },
    close: () => page.borneStaff?.close(),
  };
}

async function answerOf(client: StaffClient | undefined): Promise<Deliveries | undefined> {
  try {
    const silence = new Promise<undefined>((resolve) =>
      setTimeout(() => resolve(undefined), ANSWER_MILLISECONDS),
    );
    return await Promise.race([client?.deliveries(), silence]);
  } catch {
    return undefined;
  }
}
