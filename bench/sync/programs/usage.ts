import { subscribe } from 'node:diagnostics_channel';
import { type Socket } from 'node:net';
import { type Usage } from '../messages.ts';

const KIB_IN_MIB = 1_024;

const open = new Set<Socket>();
const ended = { received: 0, sent: 0 };
let requests = 0;

/** Every socket that a server of this process accepts is counted, whoever the server belongs to. */
subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket };
  open.add(socket);
  socket.once('close', () => {
    ended.received += socket.bytesRead;
    ended.sent += socket.bytesWritten;
    open.delete(socket);
  });
});
subscribe('http.server.request.start', () => (requests += 1));

export function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1_000_000;
}

export function usage(): Usage {
  const sockets = [...open];
  return {
    cpuSeconds: cpuSeconds(),
    memoryMib: process.memoryUsage.rss() / (KIB_IN_MIB * KIB_IN_MIB),
    peakMemoryMib: process.resourceUsage().maxRSS / KIB_IN_MIB,
    receivedBytes: ended.received + sockets.reduce((sum, socket) => sum + socket.bytesRead, 0),
    sentBytes: ended.sent + sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
    requests,
  };
}
