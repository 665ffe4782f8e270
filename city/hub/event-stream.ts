import type { ServerResponse } from 'node:http';

/** Begins a reply that stays open and is written to from time to time. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Some proxies keep a reply back until it is whole: this one never is.
    'x-accel-buffering': 'no',
    connection: 'close',
  });
  // The server's own limit on silence is for clients that hang.
  response.socket?.setTimeout(0);
}

/** A client that takes nothing any more would fill the memory with what it does not read. */
export function writeEvents(response: ServerResponse, text: string): void {
  if (response.writableEnded) return;
  if (response.writableNeedDrain) response.destroy();
  else response.write(text);
}

/** One that does not take its end either is cut. */
export function endEvents(response: ServerResponse): void {
  if (response.writableEnded || response.writableNeedDrain) response.destroy();
  else response.end();
}
