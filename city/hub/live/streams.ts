import type { ServerResponse } from 'node:http';
import type { Poke } from '../../../shared/sync/index.ts';
import { beginEvents, endEvents, writeEvents } from '../event-stream.ts';
import type { Head } from '../feed/index.ts';

/** A kiosk that opens a stream again before the hub has noticed the end of the former one. */
const STREAMS_OF_DEVICE = 2;

/** So many kiosks a second may look after a poke: a hub answers several times as many, the rest is for visitors' items. */
const LOOKS_A_SECOND = 100;
/** They may all look at once. */
const FEW_STREAMS = 20;
const LONGEST_SPREAD_MS = 600_000;

/** A stream ends after this long, more or less, so that kiosks come to the hubs that were added meanwhile. */
const SHORTEST_LIFE_MS = 30 * 60_000;
const LONGEST_LIFE_MS = 60 * 60_000;

interface Stream {
  response: ServerResponse;
  device: string;
  /** By the clock that only goes forward. */
  until: number;
}

interface Followed {
  told: Head;
  streams: Set<Stream>;
  /** The same by device, the oldest first, without those that were told to end. */
  ofDevice: Map<string, Set<Stream>>;
}

/** The open streams of a hub, by tenant. Many thousands: each has an entry here, and no timer of its own. */
export class Streams {
  readonly #followed = new Map<string, Followed>();
  #isClosed = false;

  /** @param head of the tenant's feed, for the first poke */
  open(response: ServerResponse, caller: { tenant: string; device: string }, head: Head): void {
    const { tenant, device } = caller;
    // It may have gone while its token was looked at: then nobody would tell of its end.
    if (this.#isClosed || response.destroyed) return void response.destroy();
    const followed = this.#followed.get(tenant) ?? { told: head, streams: new Set(), ofDevice: new Map() };
    this.#followed.set(tenant, followed);
    const life = SHORTEST_LIFE_MS + Math.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
    const stream: Stream = { response, device, until: performance.now() + life };
    makePlace(followed, device).add(stream);
    followed.streams.add(stream);
    response.once('close', () => this.#forget(tenant, stream));
    beginEvents(response);
    response.write(pokeText(followed));
  }

  tenants(): string[] {
    return [...this.#followed.keys()];
  }

  /** Pokes the tenant's kiosks, unless they were told of this head already. */
  tell(tenant: string, head: Head): void {
    const followed = this.#followed.get(tenant);
    if (followed === undefined) return;
    const { told } = followed;
    if (told.epoch === head.epoch && told.head === head.head) return;
    followed.told = head;
    const text = pokeText(followed);
    for (const { response } of followed.streams) writeEvents(response, text);
  }

  /** A sign of life on every stream; those that are old enough end. */
  beat(): void {
    const now = performance.now();
    for (const { streams } of this.#followed.values()) {
      for (const { response, until } of streams) {
        if (until < now) endEvents(response);
        else writeEvents(response, ': \n\n');
      }
    }
  }

  /** Ends all streams, and those that come later at once. */
  close(): void {
    this.#isClosed = true;
    for (const { streams } of this.#followed.values())
      for (const { response } of streams) endEvents(response);
  }

  #forget(tenant: string, stream: Stream): void {
    const followed = this.#followed.get(tenant);
    if (followed === undefined) return;
    followed.streams.delete(stream);
    const own = followed.ofDevice.get(stream.device);
    own?.delete(stream);
    if (own?.size === 0) followed.ofDevice.delete(stream.device);
    if (followed.streams.size === 0) this.#followed.delete(tenant);
  }
}

/** The device's streams with room for one more. The oldest gives way: at the newest one's end somebody surely is. */
function makePlace({ ofDevice }: Followed, device: string): Set<Stream> {
  const own = ofDevice.get(device) ?? new Set();
  ofDevice.set(device, own);
  for (const oldest of own) {
    if (own.size < STREAMS_OF_DEVICE) break;
    own.delete(oldest);
    endEvents(oldest.response);
  }
  return own;
}

function pokeText({ told, streams }: Followed): string {
  const poke: Poke = { ...told, spreadMilliseconds: spreadOf(streams.size) };
  return `event: poke\ndata: ${JSON.stringify(poke)}\n\n`;
}

/** Over how many milliseconds so many kiosks spread their looks. */
function spreadOf(streams: number): number {
  if (streams <= FEW_STREAMS) return 0;
  return Math.min(LONGEST_SPREAD_MS, Math.ceil((streams * 1_000) / LOOKS_A_SECOND));
}
