import { parseJson } from '../../../shared/json/index.ts';
import {
  type Command,
  COMMANDS,
  commandSchema,
  deviceScope,
  signedByFeedSchema,
} from '../../../shared/sync/index.ts';
import { type HubClient } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { type Db, type Ledger, Records, type Site } from '../store/index.ts';
import { readSigned } from '../sync/index.ts';

export interface CommandsMeans {
  content: Db;
  keyring: Keyring;
  site: Site;
  ledger: Ledger;
  hub: HubClient;
  /** Looks at all tenants and delivers; whether all could be followed. */
  lookNow: () => Promise<boolean>;
  /** Asks for a new start of the program when nobody is there; undefined where nobody could do it. */
  askRestart: (() => void) | undefined;
  log: Log;
}

/**
 * Carries out what the city asks of this one kiosk: signed by its feed key, for this device, in time by the hub's clock,
 * and each once.
 */
export class Commands {
  readonly #means: CommandsMeans;
  readonly #records: Records;
  /** Restarts that wait for nobody to be there. */
  readonly #restarts = new Map<string, Command>();

  constructor(means: CommandsMeans) {
    this.#means = means;
    this.#records = new Records(means.content);
  }

  /** To be called when the home tenant was just followed: the hub's clock was heard then, and what is here is new. */
  async look(signal: AbortSignal): Promise<void> {
    const commands = await this.#open();
    this.#restarts.clear();
    for (const command of commands) this.#begin(command, signal);
    if (this.#restarts.size > 0) this.#means.askRestart?.();
  }

  /**
   * Nobody is there. What is wanted is written down as done before it is done, so that a new start that comes of it finds
   * nothing to do.
   * @returns whether the program must start again now
   */
  mayRestart(): boolean {
    const { ledger, hub, log } = this.#means;
    const now = hub.time();
    if (now === undefined) return false;
    const wanted = [...this.#restarts.values()].filter(({ expiresAt }) => now < expiresAt);
    for (const { id } of wanted) ledger.end(id, 'done', now);
    this.#restarts.clear();
    if (wanted.length > 0) log.write('command-done', { count: wanted.length });
    return wanted.length > 0;
  }

  /** Those that the city signed for this kiosk and that are not over. */
  async #open(): Promise<Command[]> {
    const { site, keyring, ledger } = this.#means;
    const enrolment = site.enrolment();
    if (enrolment === undefined) return [];
    const { tenant, device } = enrolment;
    const open: Command[] = [];
    for (const body of this.#records.bodies(tenant, deviceScope(device), COMMANDS)) {
      const signed = signedByFeedSchema.safeParse(parseJson(body));
      if (!signed.success) continue;
      const command = await readSigned(keyring, commandSchema, tenant, signed.data);
      if (command.ok && command.value.device === device && !ledger.has(command.value.id))
        open.push(command.value);
    }
    return open;
  }

  #begin(command: Command, signal: AbortSignal): void {
    const { ledger, hub, askRestart, log } = this.#means;
    const now = hub.time();
    if (now === undefined) return;
    if (now >= command.expiresAt) {
      ledger.end(command.id, 'expired', now);
      log.write('command-expired');
      void hub.proveAgain(signal);
    } else if (command.kind === 'sync-now') void this.#syncNow(command, now, signal);
    else if (askRestart === undefined) {
      ledger.end(command.id, 'not-possible', now);
      void hub.proveAgain(signal);
    } else this.#restarts.set(command.id, command);
  }

  /** Failed until it is done: what a power cut interrupts is not begun again. */
  async #syncNow({ id }: Command, now: number, signal: AbortSignal): Promise<void> {
    const { ledger, hub, lookNow, log } = this.#means;
    ledger.end(id, 'failed', now);
    const isDone = await lookNow();
    if (signal.aborted) return;
    ledger.end(id, isDone ? 'done' : 'failed', hub.time() ?? now);
    log.write('command-done');
    await hub.proveAgain(signal);
  }
}
