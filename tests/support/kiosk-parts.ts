import { HubClient } from '../../electron/core/hub/index.ts';
import { enrolOnce, keptKeysOf, Keyring, loadDeviceKey } from '../../electron/core/identity/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { projectAll } from '../../electron/core/projection/index.ts';
import { openContent, openPrecious, SegmentFiles } from '../../electron/core/store/index.ts';
import { Carrier, Courier, Follower, Settler } from '../../electron/core/sync/index.ts';

/** The parts of a kiosk that talk to a hub, without the rounds: each test says when each thing happens. */
export function kioskParts(folder: string, hubUrl: string) {
  const log = silentLog;
  const precious = openPrecious(folder, log);
  if (!precious.ok) throw new Error(precious.reason);
  const { site, outbox, attachments, journal } = precious.value;
  const key = loadDeviceKey(folder, log);
  const content = openContent(folder, { version: 'test', projectAll }, log);
  const keyring = new Keyring(site);
  const hub = new HubClient(hubUrl, () => {
    const enrolment = site.enrolment();
    return (
      enrolment && {
        ...enrolment,
        sign: (text) => key.sign(text),
        keptKeys: () => keptKeysOf(keyring, outbox),
      }
    );
  });
  const signal = new AbortController().signal;
  return {
    precious: precious.value,
    key,
    keyring,
    content,
    hub,
    follower: new Follower({ hub, keyring, outbox, content, segments: new SegmentFiles(folder), log }),
    courier: new Courier({ hub, keyring, outbox, attachments, journal, site, log }),
    carrier: new Carrier({ hub, attachments, log, itemsFirst: async () => undefined }),
    /** One that has not asked yet; a second one asks within the hour. */
    freshSettler: () => new Settler({ hub, keyring, outbox, attachments, content, log }),
    signal,
    enrol: (code: string) => enrolOnce({ hub, site, key, code }, signal),
    close() {
      content.close();
      precious.value.close();
    },
  };
}

export type KioskParts = ReturnType<typeof kioskParts>;
