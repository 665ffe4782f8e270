import { type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { checksOf } from './clients.ts';
import { type Boundary, type Ports, type PortWatch } from './ports.ts';

/** Nothing on a kiosk takes this long; past it, the process at the other end hangs or is gone. */
const ANSWER_MILLISECONDS = 6_000;
/** How long a call waits for a process to come back before the page says that the kiosk does not answer. */
const PATIENCE_MILLISECONDS = 20_000;

/** The kiosk's process did not answer, however often it was asked. */
export class NoAnswer extends Error {}

/** Why one attempt gave nothing: the port closed, or nobody spoke. */
class LostAttempt extends Error {}

/**
 * Calls over the port in use. A call whose port dies is made again over the next one: reading is harmless to repeat, and
 * recording is idempotent by the envelope's id.
 */
export class WaitingLink implements ClientLink<ClientContext> {
  readonly #watch: PortWatch;
  readonly #boundary: Boundary;
  readonly #links = new WeakMap<Ports, RPCLink<ClientContext>>();

  constructor(watch: PortWatch, boundary: Boundary) {
    this.#watch = watch;
    this.#boundary = boundary;
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const left = deadline - Date.now();
      if (left <= 0) throw new NoAnswer();
      const ports = await within(left, this.#watch.current(), new NoAnswer());
      try {
        return await this.#attempt(ports, path, input, options);
      } catch (failure) {
        if (!isLost(failure)) throw failure;
        this.#watch.lost(ports);
      }
    }
  }

  #attempt(
    ports: Ports,
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const closed = new Promise<never>((_, reject) => {
      ports[this.#boundary].addEventListener('close', () => reject(new LostAttempt()), { once: true });
    });
    const answer = this.#linkOver(ports).call(path, input, options);
    return within(ANSWER_MILLISECONDS, Promise.race([closed, answer]), new LostAttempt());
  }

  #linkOver(ports: Ports): RPCLink<ClientContext> {
    const known = this.#links.get(ports);
    if (known) return known;
    const link = new RPCLink({ port: ports[this.#boundary], plugins: checksOf(this.#boundary) });
    this.#links.set(ports, link);
    return link;
  }
}

function within<T>(milliseconds: number, promise: Promise<T>, otherwise: Error): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(otherwise), milliseconds);
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}

/** A closing port also ends the calls inside oRPC, whose word may come first. */
function isLost(failure: unknown): boolean {
  return failure instanceof LostAttempt || (failure instanceof Error && failure.name === 'AbortError');
}
