import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Streams } from '../../city/hub/live/index.ts';

const HEAD = { epoch: crypto.randomUUID(), head: 1 };
const MANY = 20_000;
const SOME = 500;

function open(streams: Streams, device: string): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  streams.open(response, { tenant: 'pantin', device }, HEAD);
  return response;
}

/** The best of some tries: what else the machine does only makes it longer. */
function millisecondsToOpen(streams: Streams, name: string): number {
  const tries = Array.from({ length: 4 }, (_, number) => {
    const started = performance.now();
    for (let count = 0; count < SOME; count += 1) open(streams, `${name}-${number}-${count}`);
    return performance.now() - started;
  });
  return Math.min(...tries);
}

test('the twenty-thousandth stream costs as little as the first', () => {
  const streams = new Streams();
  const first = millisecondsToOpen(streams, 'first');
  for (let count = 0; count < MANY; count += 1) open(streams, `device-${count}`);
  expect(millisecondsToOpen(streams, 'last')).toBeLessThan(10 * first);
});

test('a device keeps its two newest streams, and others theirs; what has ended takes no place', () => {
  const streams = new Streams();
  const other = open(streams, 'other');
  const [first, second] = [open(streams, 'one'), open(streams, 'one')];
  second.destroy();
  second.emit('close');
  const third = open(streams, 'one');
  expect(first.writableEnded).toBe(false);
  const fourth = open(streams, 'one');
  expect([first, third, fourth, other].map((each) => each.writableEnded || each.destroyed)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  for (const each of [first, third, fourth, other]) each.emit('close');
  expect(streams.tenants()).toEqual([]);
});
