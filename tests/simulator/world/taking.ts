import { HOME, SITES, TENANTS } from './city.ts';
import { ALTERS_REQUEST, type Fault } from './faults.ts';
import { orFull, type Kiosk } from './kiosk.ts';
import { publish } from './publishing.ts';
import { type Step } from './steps.ts';
import { type World } from './world.ts';

const MOST_KIOSKS = 4;

/** Does one step of a plan, and nothing of what is looked at afterwards. */
export async function takeStep(world: World, step: Step): Promise<void> {
  const { city, history } = world;
  if ('kiosk' in step) return takeKioskStep(world, world.kiosk(step.kiosk), step);
  switch (step.do) {
    case 'publish':
      return publish(city.database, history, step.writers);
    case 'sequence':
      return city.sequenceAll();
    case 'kill-hub':
      return city.killHub(step.hub, step.beforeStatement);
    case 'copy-hub':
      return copyHub(world);
    case 'restore-hub':
      return restoreHub(world);
    case 'snapshot':
      return pack(world, () => city.makeSnapshots());
    case 'compact':
      return pack(world, () => city.compact());
    case 'fill-stick':
      return pack(world, () => world.stick.fill(city, world.tenants()));
    case 'bring-stick':
      return world.stick.bring(city);
    case 'spoil-stick':
      return world.stick.spoil(step.at);
    case 'min-schema':
      world.isTooOld = step.isRaised;
      return city.raiseMinSchema(step.isRaised);
    case 'partner':
      world.hasPartner = step.isListed;
      if (!step.isListed) world.wasWithoutPartner = true;
      return city.setPartner(step.isListed);
  }
}

async function takeKioskStep(
  world: World,
  kiosk: Kiosk,
  step: Extract<Step, { kiosk: number }>,
): Promise<void> {
  switch (step.do) {
    case 'follow':
      spoil(world, kiosk, step.faults);
      await world.follow(kiosk, step.killBefore);
      return;
    case 'deliver':
      spoil(world, kiosk, step.faults);
      await world.deliver(kiosk, step.killBefore);
      return;
    case 'record':
      return record(world, kiosk, step);
    case 'follow-stick':
      await orFull(kiosk, () =>
        kiosk.do((parts) => world.stick.follow(parts, kiosk.folder), step.killBefore),
      );
      return;
    case 'leave-on-stick':
      await orFull(kiosk, () => kiosk.do((parts) => world.stick.take(parts)));
      return;
    case 'restart':
      return kiosk.stop();
    case 'back-up':
      return backUp(world, kiosk);
    case 'restore-backup':
      if (kiosk.restoreBackup()) await preciousWent(world, kiosk);
      return;
    case 'damage':
      return damage(world, kiosk, step.file);
    case 'clone':
      if (world.kiosks.length < MOST_KIOSKS) await world.addClone(kiosk);
      return;
    case 'fill-disk':
      return kiosk.fillDisk();
    case 'free-disk':
      return kiosk.freeDisk();
    case 'move-kiosk':
      return moveKiosk(world, kiosk, SITES[step.site] ?? '');
    case 'wrong-year':
      kiosk.wrongYears = step.years;
  }
}

async function record(
  world: World,
  kiosk: Kiosk,
  { count, tenant, formVersion, killBefore }: Extract<Step, { do: 'record' }>,
): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const kill = done === 0 ? killBefore : undefined;
    await world.record(kiosk, TENANTS[tenant] ?? HOME, formVersion, kill);
  }
}

async function backUp(world: World, kiosk: Kiosk): Promise<void> {
  const done = await orFull(kiosk, () =>
    kiosk.do(({ precious }) => {
      precious.backUp();
      return true;
    }),
  );
  if (!done.killed && done.value) world.ledger.backedUp(kiosk.name);
}

async function moveKiosk(world: World, kiosk: Kiosk, site: string): Promise<void> {
  const device = await world.deviceOf(kiosk);
  if (device !== undefined) await world.city.moveDevice(device, site);
}

function spoil(world: World, kiosk: Kiosk, faults: readonly Fault[]): void {
  if (faults.some((fault) => ALTERS_REQUEST.includes(fault.kind))) kiosk.wasAltered = true;
  world.line.spoil(kiosk.name, faults);
}

async function damage(world: World, kiosk: Kiosk, file: 'content' | 'precious'): Promise<void> {
  if (file === 'content') {
    kiosk.damageContent();
    world.screens.wentFrom(kiosk.name, 'content');
    return;
  }
  kiosk.damagePrecious();
  await preciousWent(world, kiosk);
}

async function preciousWent(world: World, kiosk: Kiosk): Promise<void> {
  world.screens.wentFrom(kiosk.name, 'precious');
  await world.ledger.fileWent(kiosk.name, world.city.database);
}

/** What leaves the log must have been seen in it. */
async function pack({ city, history }: World, work: () => Promise<void>): Promise<void> {
  city.spareHubs();
  await city.reviveHubs();
  await city.sequenceAll();
  await history.learn(city.database);
  await work();
}

async function copyHub({ city, history, ledger }: World): Promise<void> {
  await history.learn(city.database);
  await city.copy();
  history.copied();
  await ledger.copied(city.database);
}

async function restoreHub({ city, history, ledger, line }: World): Promise<void> {
  await history.learn(city.database);
  if (!(await city.restore())) return;
  history.restored();
  ledger.restored();
  line.forgetWords();
}
