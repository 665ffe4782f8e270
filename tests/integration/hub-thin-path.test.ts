import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayInTheCity } from '../../city/hub/day.ts';
import { openAnswer, sealedAnswerSchema, verify } from '../../shared/sealing/index.ts';
import { checkpointReplySchema } from '../../shared/sync/index.ts';
import { startCity, type City } from '../support/city.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  readScope,
  sealProposal,
  submissionLine,
  type TestDevice,
} from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = 'droit-de-proposition-populaire';

let city: City;
let device: TestDevice;

beforeAll(async () => {
  city = await startCity({ asProcess: true });
  device = await enrolDevice(city.url, await city.enrolmentCode());
});

afterAll(() => city.stop());

test('a kiosk is enrolled, reads what the city published, delivers a proposal and finds the answer', async () => {
  const published = await eventually(async () => {
    const changes = await readScope(city.url, device, 'pantin', 'public');
    expect(changes.length).toBeGreaterThan(10);
    return changes;
  });
  const services = published.filter((change) => change.collection === 'service');
  expect(services.map((change) => change.id)).toContain(SERVICE);
  expect(published.filter((change) => change.collection === 'form').map((change) => change.id)).toEqual([
    SERVICE,
  ]);

  const receipt = await quickReceipt();
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt,
    choices: { kind: 'idea', commission: 'living-environment' },
    text: 'Un banc près du canal',
  });
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
  expect(await deliver(city.url, device, 'pantin', [line])).toEqual([{ id: line.id, outcome: 'accepted' }]);

  const answer = await eventually(async () => {
    const [change] = await readScope(city.url, device, 'pantin', 'answers');
    expect(change?.id).toBe(`${receipt.lookupId}.1`);
    return sealedAnswerSchema.parse(JSON.parse(change?.body ?? ''));
  });
  const opened = await openAnswer(receipt.keyPair.privateKey, 'pantin', answer);
  expect(opened).toEqual({
    ok: true,
    value: { state: 'received', answeredOn: dayInTheCity(new Date()) },
  });
});

test('a checkpoint is signed by a feed key of the keyset, for the home and for its partners', async () => {
  for (const tenant of city.tenants) {
    const response = await fetch(`${city.url}/v1/${tenant}/checkpoint`, { headers: device.headers });
    const reply = checkpointReplySchema.parse(await response.json());
    const keyset = JSON.parse(reply.keyset.text) as { feed: { kid: string; publicKey: string }[] };
    const key = keyset.feed.find((candidate) => candidate.kid === reply.checkpoint.feedKey);
    expect(await verify(key?.publicKey ?? '', reply.checkpoint.text, reply.checkpoint.signature)).toBe(true);
    expect(await verify(key?.publicKey ?? '', `${reply.checkpoint.text} `, reply.checkpoint.signature)).toBe(
      false,
    );
  }
});
