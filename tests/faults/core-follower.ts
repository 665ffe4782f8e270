/* A kiosk that enrols, follows and delivers once, and is killed before the statement that its test chose. */
import Database from 'better-sqlite3';

import { kioskParts } from '../support/kiosk-parts.ts';

const [folder = '', hubUrl = '', killBefore = '0', id = ''] = process.argv.slice(2);
let statements = 0;

function killWhenDue(): void {
  statements += 1;
  if (statements === Number(killBefore)) process.kill(process.pid, 'SIGKILL');
}

const prototype = Database.prototype as unknown as Record<
  'prepare' | 'exec' | 'pragma',
  (...args: unknown[]) => unknown
>;
for (const name of ['prepare', 'exec', 'pragma'] as const) {
  const original = prototype[name];
  prototype[name] = function (this: unknown, ...args: unknown[]) {
    killWhenDue();
    return original.apply(this, args);
  };
}

const kiosk = kioskParts(folder, hubUrl);
if (!kiosk.precious.site.enrolment()) await kiosk.enrol('code');
if (!kiosk.precious.outbox.find(id)) {
  kiosk.precious.outbox.add({ id, tenant: 'pantin' }, (place) => ({
    item: JSON.stringify(place),
    signature: 'signature',
  }));
}
const followed = await kiosk.follower.follow('pantin', kiosk.signal);
const delivered = await kiosk.courier.deliver(kiosk.signal);
kiosk.close();
console.log(JSON.stringify({ done: followed.ok && delivered.ok, statements }));
