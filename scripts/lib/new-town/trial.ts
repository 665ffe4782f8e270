import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { arrivalOf, createEnrolmentCode, type Database, revokeDevice } from '../../../city/hub/index.ts';
import { kioskConfigurationSchema, type ToProcess } from '../../../shared/contract/index.ts';
import { ROOT } from '../run.ts';
import { Trouble } from '../steps.ts';

const CORE = join(ROOT, 'electron', 'core', 'process', 'child.ts');
const SITE = { id: 'essai', name: 'Essai d’installation' };
const WITHIN_MILLISECONDS = 60_000;
const LOOK_MILLISECONDS = 200;

/** A kiosk without a window: its own process, with a folder that goes away with it. */
export interface TrialKiosk {
  /** Waits until the hub has what it proved. @throws Trouble when that does not happen */
  proved(): Promise<void>;
  /** Takes it out of service. */
  end(): Promise<void>;
}

/** Starts one on this machine, as an installed kiosk would start, and lets it enrol. */
export async function startTrialKiosk(
  database: Database,
  tenant: string,
  hubUrl: string,
): Promise<TrialKiosk> {
  const code = await createEnrolmentCode(database, tenant, SITE, 'new-town');
  const folder = mkdtempSync(join(tmpdir(), 'borne-trial-'));
  const child = fork(CORE, [], { serialization: 'advanced', stdio: 'ignore' });
  const say = (message: ToProcess) => child.send({ type: 'message', message });
  say({
    type: 'start',
    role: 'core',
    dataFolder: folder,
    configuration: kioskConfigurationSchema.parse({
      hub: hubUrl,
      enrolmentCode: code,
      syncEverySeconds: 1,
      bootSplaySeconds: 0,
    }),
    version: 'new-town',
  });
  const arrival = () => arrivalOf(database, tenant, code, new Date());
  return {
    async proved() {
      const deadline = Date.now() + WITHIN_MILLISECONDS;
      while (!(await arrival()).isProved) {
        if (Date.now() > deadline)
          throw new Trouble(`The trial kiosk did not sync. Its log is in ${folder}.`);
        await sleep(LOOK_MILLISECONDS);
      }
    },
    async end() {
      const { kiosk } = await arrival();
      if (kiosk !== null) await revokeDevice(database, tenant, kiosk, 'new-town');
      const ended = once(child, 'exit');
      say({ type: 'stop' });
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
