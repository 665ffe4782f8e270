/* Many kiosks that wait for a word from the hub: open connections, and nothing else. */
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { CITY } from '../city.ts';
import { serve } from './serve.ts';

const [hubUrl = ''] = process.argv.slice(2);
const { hostname, port } = new URL(hubUrl);
const TOGETHER = 100;

const sockets: Socket[] = [];
let told = new Set<Socket>();
let isAllTold: (() => void) | undefined;

serve({
  /** One for each token. Answers the status of the first one that was not let in; 200 when all were. */
  async open(tokens) {
    const waiting = z.array(z.string()).parse(tokens);
    for (let opened = 0; opened < waiting.length; opened += TOGETHER) {
      const statuses = await Promise.all(waiting.slice(opened, opened + TOGETHER).map(openOne));
      const refused = statuses.find((status) => status !== 200);
      if (refused !== undefined) return refused;
    }
    return 200;
  },
  /** Until each of them was told something after this order. */
  async nextPoke() {
    told = new Set();
    await new Promise<void>((resolve) => (isAllTold = resolve));
  },
});

function openOne(token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /v1/${CITY}/live HTTP/1.1\r\nHost: ${hostname}\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    socket.once('error', reject);
    socket.once('data', (head) => {
      sockets.push(socket);
      socket.on('data', (data) => hear(socket, data));
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(head.toString('latin1'))?.[1] ?? 0));
    });
  });
}

/** A line that begins with a colon only keeps the connection awake. */
function hear(socket: Socket, data: Buffer): void {
  if (!/^data:/m.test(data.toString('utf8'))) return;
  told.add(socket);
  if (told.size === sockets.length) isAllTold?.();
}
