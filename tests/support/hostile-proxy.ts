import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance } from './chance.ts';

/** What a line does to those who talk over it; an empty one is a good line. */
export interface Weather {
  /** How long every piece is on its way, in each direction. */
  latencyMs?: number;
  /** Share of the packets that get lost. TCP sends them again, which the ends see as a stall, or the line breaks. */
  loss?: number;
  /** Towards the kiosk, for all connections together. */
  bytesPerSecond?: number;
  /** Connections break in the middle of a reply, after a number of bytes between these. */
  cuts?: { fromBytes: number; toBytes: number; atMost: number };
  /** Connections are taken and nothing ever comes back. */
  swallows?: boolean;
}

export interface LineCounts {
  bytesUp: number;
  bytesDown: number;
  connections: number;
  stalls: number;
  resets: number;
  cuts: number;
  swallowed: number;
}

interface Way {
  from: Socket;
  to: Socket;
  /** Towards the kiosk. */
  isDown: boolean;
}

const PACKET_BYTES = 1_460;
const STALL_MS = { least: 200, most: 1_000 };
const LOST_FOR_GOOD = 0.05;

/** A line between a kiosk and its hub, with a weather that can change at any time. */
export class HostileProxy {
  url = '';
  weather: Weather = {};
  readonly counts: LineCounts = {
    bytesUp: 0,
    bytesDown: 0,
    connections: 0,
    stalls: 0,
    resets: 0,
    cuts: 0,
    swallowed: 0,
  };
  readonly #hub: URL;
  readonly #chance: Chance;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** When the slow line will have carried what was given to it, by the clock that only goes forward. */
  #busyUntil = 0;

  private constructor(hub: string, chance: Chance) {
    this.#hub = new URL(hub);
    this.#chance = chance;
    this.#server = createServer((kiosk) => this.#accept(kiosk));
  }

  static async start(hub: string, chance: Chance): Promise<HostileProxy> {
    const proxy = new HostileProxy(hub, chance);
    await proxy.#listen(0);
    proxy.url = `http://127.0.0.1:${(proxy.#server.address() as AddressInfo).port}`;
    return proxy;
  }

  /** The line is there again, at the same address. */
  open(): Promise<void> {
    return this.#listen(Number(new URL(this.url).port));
  }

  /** No line at all: connections are refused, and those that were open are gone. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise((closed) => this.#server.close(closed));
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((listening) => this.#server.listen(port, '127.0.0.1', listening));
  }

  #accept(kiosk: Socket): void {
    this.counts.connections += 1;
    this.#keep(kiosk);
    if (this.weather.swallows) {
      this.counts.swallowed += 1;
      kiosk.resume();
      return;
    }
    const hub = connect(Number(this.#hub.port), this.#hub.hostname);
    this.#keep(hub);
    this.#pipe({ from: kiosk, to: hub, isDown: false }, (piece) => {
      this.counts.bytesUp += piece.length;
      hub.write(piece);
    });
    let untilCut = Infinity;
    this.#pipe({ from: hub, to: kiosk, isDown: true }, (piece) => {
      untilCut = this.#bytesUntilCut(untilCut);
      const passed = piece.subarray(0, Math.min(piece.length, untilCut));
      untilCut -= passed.length;
      this.counts.bytesDown += passed.length;
      kiosk.write(passed);
      if (passed.length < piece.length) this.#cut(kiosk, hub);
    });
  }

  /** Drawn when a connection carries something for the first time in such a weather. */
  #bytesUntilCut(drawn: number): number {
    const { cuts } = this.weather;
    if (cuts === undefined || this.counts.cuts >= cuts.atMost) return Infinity;
    return drawn === Infinity ? this.#chance.between(cuts.fromBytes, cuts.toBytes) : drawn;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  /** What was passed on arrives; the rest never does. */
  #cut(kiosk: Socket, hub: Socket): void {
    this.counts.cuts += 1;
    hub.destroy();
    kiosk.end();
  }

  /** Carries what `from` says, in its order, as the weather lets it. */
  #pipe(way: Way, pass: (piece: Buffer) => void): void {
    let carrying = Promise.resolve();
    way.from.on('data', (piece: Buffer) => {
      const due = performance.now() + (this.weather.latencyMs ?? 0);
      carrying = carrying.then(() => this.#carry(piece, due, way, pass));
    });
    way.from.on('close', () => {
      carrying = carrying.then(() => void way.to.end());
    });
  }

  async #carry(piece: Buffer, due: number, way: Way, pass: (piece: Buffer) => void): Promise<void> {
    await until(due);
    for (const packet of this.weather.loss === undefined ? [piece] : packetsOf(piece)) {
      if (way.isDown) await this.#throttle(packet.length);
      if (await this.#loses(way)) return;
      if (way.to.writable) pass(packet);
    }
  }

  async #throttle(bytes: number): Promise<void> {
    const { bytesPerSecond } = this.weather;
    if (bytesPerSecond === undefined) return;
    this.#busyUntil = Math.max(this.#busyUntil, performance.now()) + (bytes / bytesPerSecond) * 1_000;
    await until(this.#busyUntil);
  }

  /** Whether the connection is gone: a lost packet mostly comes later, and sometimes its loss breaks the line. */
  async #loses({ from, to }: Way): Promise<boolean> {
    if (!to.writable || !this.#chance.happens(this.weather.loss ?? 0)) return false;
    if (this.#chance.happens(LOST_FOR_GOOD)) {
      this.counts.resets += 1;
      from.resetAndDestroy();
      to.resetAndDestroy();
      return true;
    }
    this.counts.stalls += 1;
    await sleep(this.#chance.between(STALL_MS.least, STALL_MS.most));
    return false;
  }
}

function packetsOf(piece: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(piece.length / PACKET_BYTES) }, (_, index) =>
    piece.subarray(index * PACKET_BYTES, (index + 1) * PACKET_BYTES),
  );
}

async function until(due: number): Promise<void> {
  const wait = due - performance.now();
  if (wait > 0) await sleep(wait);
}
