import { afterAll, beforeAll, inject, test } from 'vitest';
import { createTemplate, type CityTemplate } from './world/city.ts';
import { type Step } from './world/steps.ts';
import { runPlan } from './world/plan.ts';

let template: CityTemplate;
beforeAll(async () => {
  template = await createTemplate(inject('databaseServer'));
});
afterAll(() => template.remove());

const follow: Step = { do: 'follow', kiosk: 0, faults: [] };
const deliver: Step = { do: 'deliver', kiosk: 0, faults: [] };
const record: Step = { do: 'record', kiosk: 0, tenant: 0, count: 1, formVersion: 1 };
const put = { op: 'put', tenant: 0, record: 0, scope: 0, to: 0 } as const;
const publish: Step = { do: 'publish', writers: [{ writes: [put], pause: 0, rollsBack: false }] };
const sequence: Step = { do: 'sequence' };
const altered = { kind: 'altered-record', at: 0 } as const;

/** A stick is filled, and then the hub is restored: what it holds is of another life. */
const leave: Step[] = [
  publish,
  sequence,
  follow,
  { do: 'copy-hub' },
  publish,
  { do: 'fill-stick' },
  { do: 'restore-hub' },
];

/* What random worlds have found, in as few steps as it takes. */
const FOUND: Record<string, Step[]> = {
  'I1: what a restored hub lost is offered again by a kiosk that has lost its content': [
    { do: 'copy-hub' },
    record,
    deliver,
    { do: 'restore-hub' },
    { do: 'damage', kiosk: 0, file: 'content' },
    follow,
  ],
  'I1: and by one whose outbox was restored after it had followed the new epoch': [
    { do: 'copy-hub' },
    record,
    deliver,
    { do: 'back-up', kiosk: 0 },
    { do: 'restore-hub' },
    follow,
    { do: 'restore-backup', kiosk: 0 },
  ],
  'I1: a disk that is full when a damaged outbox is rescued loses nothing of its backup': [
    { do: 'record', kiosk: 0, tenant: 0, count: 12, formVersion: 1 },
    { do: 'back-up', kiosk: 0 },
    { do: 'fill-disk', kiosk: 0 },
    { do: 'damage', kiosk: 0, file: 'precious' },
    deliver,
    { do: 'free-disk', kiosk: 0 },
  ],
  'I1: what a stick said is accepted is kept until it is settled, and offered again to a restored hub': [
    { do: 'copy-hub' },
    record,
    { do: 'leave-on-stick', kiosk: 0 },
    { do: 'bring-stick' },
    { do: 'fill-stick' },
    { do: 'follow-stick', kiosk: 0 },
    { do: 'restore-hub' },
    { do: 'fill-stick' },
    { do: 'follow-stick', kiosk: 0 },
  ],
  'I4: a kiosk that doubts its content follows no stale checkpoint back': [
    publish,
    sequence,
    follow,
    publish,
    sequence,
    follow,
    publish,
    sequence,
    { do: 'follow', kiosk: 0, faults: [altered, altered, altered] },
    { do: 'follow', kiosk: 0, faults: [{ kind: 'stale', at: 0.4 }] },
  ],
  'I8: a stick of a life that was left takes no kiosk back': [
    ...leave,
    follow,
    { do: 'follow-stick', kiosk: 0 },
  ],
  'I8: nor one that has lost its content': [
    ...leave,
    follow,
    { do: 'damage', kiosk: 0, file: 'content' },
    { do: 'follow-stick', kiosk: 0 },
  ],
  'I8: nor one whose outbox was put back from a time before it left': [
    { do: 'back-up', kiosk: 0 },
    ...leave,
    follow,
    { do: 'restore-backup', kiosk: 0 },
    { do: 'follow-stick', kiosk: 0 },
  ],
  'I8: nor does a cache that keeps what a life that was left has said': [
    ...leave,
    follow,
    { do: 'follow', kiosk: 0, faults: [{ kind: 'stale', at: 0 }] },
  ],
  'I11: the newest backup is the last one made, whatever the calendar said': [
    { do: 'wrong-year', kiosk: 0, years: 73 },
    { do: 'back-up', kiosk: 0 },
    { do: 'wrong-year', kiosk: 0, years: 0 },
    record,
    { do: 'back-up', kiosk: 0 },
    { do: 'damage', kiosk: 0, file: 'precious' },
  ],
  'I14: a hub that was restored with a short log leads kiosks on, however few its records': [
    publish,
    sequence,
    follow,
    { do: 'compact' },
    { do: 'copy-hub' },
    publish,
    sequence,
    follow,
    { do: 'restore-hub' },
  ],
  'I14: what was meant for a former partner does not wait for ever': [
    { do: 'record', kiosk: 0, tenant: 1, count: 1, formVersion: 1 },
    { do: 'partner', isListed: false },
  ],
};

test.each(Object.entries(FOUND))('%s', (_, steps) => runPlan(template, { hubs: 1, kiosks: 1, steps }));
