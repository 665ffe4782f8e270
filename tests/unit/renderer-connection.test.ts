import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clientsOver } from '../../renderer/connection/clients.ts';
import { type Ports, watchPorts } from '../../renderer/connection/ports.ts';
import { NoAnswer, WaitingLink } from '../../renderer/connection/waiting-link.ts';
import { CHANNELS, readingContract } from '../../shared/contract/index.ts';

const opened: MessagePort[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const port of opened.splice(0)) port.close();
});

/** A shell that answers every question for ports with fresh ones; `answer` serves the reading side of each. */
function shell(answer: (port: MessagePort, turn: number) => void) {
  const page = new EventTarget();
  let asked = 0;
  const bridge = {
    askPorts() {
      asked += 1;
      const turn = asked;
      const reading = new MessageChannel();
      const recording = new MessageChannel();
      opened.push(reading.port2, recording.port2);
      answer(reading.port2, turn);
      setTimeout(() =>
        page.dispatchEvent(portsEvent(page, { reading: reading.port1, recording: recording.port1 })),
      );
    },
  };
  return { page, bridge, asked: () => asked };
}

function portsEvent(source: EventTarget, { reading, recording }: Ports): MessageEvent {
  const event = new MessageEvent('message', { data: { type: CHANNELS.ports }, ports: [reading, recording] });
  Object.defineProperty(event, 'source', { value: source });
  return event;
}

function serve(port: MessagePort, generation: () => number | Promise<number>): void {
  const contract = implement(readingContract);
  const router = { generation: contract.generation.handler(() => generation()) };
  new RPCHandler(router).upgrade(port);
  port.start();
}

function clientsOf(place: ReturnType<typeof shell>) {
  const watch = watchPorts(place.bridge, place.page);
  return clientsOver((boundary) => new WaitingLink(watch, boundary));
}

describe('the page’s ports', () => {
  test('a call made before the ports are there waits for them', async () => {
    const place = shell((port) => serve(port, () => 7));
    expect(await clientsOf(place).reading.generation()).toBe(7);
    expect(place.asked()).toBe(1);
  });

  test('a call in flight when the process dies is made again over the next port', async () => {
    const place = shell((port, turn) => {
      if (turn === 1) port.addEventListener('message', () => port.close());
      else serve(port, () => 8);
      port.start();
    });
    expect(await clientsOf(place).reading.generation()).toBe(8);
    expect(place.asked()).toBe(2);
  });

  test('later calls go over the port in use', async () => {
    const place = shell((port, turn) => serve(port, () => turn));
    const { reading } = clientsOf(place);
    expect([await reading.generation(), await reading.generation()]).toEqual([1, 1]);
  });

  test('an answer outside the contract is refused', async () => {
    const place = shell((port) => serve(port, () => -1));
    await expect(clientsOf(place).reading.generation()).rejects.toThrow();
  });

  test('a question outside the contract is not even asked', async () => {
    const heard = vi.fn();
    const place = shell((port) => {
      port.addEventListener('message', heard);
      port.start();
    });
    await expect(
      clientsOf(place).reading.search({ text: 'a'.repeat(201), language: 'fr' }),
    ).rejects.toThrow();
    expect(heard).not.toHaveBeenCalled();
  });

  test('a kiosk that never answers is said, after asking for other ports', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'Date'] });
    const place = shell((port) => port.start());
    const call = expect(clientsOf(place).reading.generation()).rejects.toBeInstanceOf(NoAnswer);
    await vi.advanceTimersByTimeAsync(30_000);
    await call;
    expect(place.asked()).toBeGreaterThan(2);
  });

  test('ports from anywhere but this very window are not taken', async () => {
    const place = shell(() => undefined);
    const stranger = new MessageChannel();
    opened.push(stranger.port1, stranger.port2);
    const page = new EventTarget();
    const watch = watchPorts({ askPorts: () => undefined }, page);
    page.dispatchEvent(portsEvent(place.page, { reading: stranger.port1, recording: stranger.port2 }));
    const taken = await Promise.race([
      watch.current(),
      new Promise((resolve) => setTimeout(resolve, 50, 'none')),
    ]);
    expect(taken).toBe('none');
  });
});
