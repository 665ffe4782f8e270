import { type Usage } from './messages.ts';
import { type Program } from './program.ts';
import { type WorkloadChanges } from './workload.ts';

/** One way of bringing records to a kiosk. */
export interface Contender {
  name: string;
  /** What one has to know to compare it fairly. */
  remark: string;
  /** Makes what every run begins with, outside of all measures. */
  prepare(records: number): Promise<void>;
  /** Starts a server that holds the records as prepared, whatever happened in earlier runs. */
  open(): Promise<Served>;
  /** @throws when a client does not hold what it should: a way that brings less must not pass for a quick one */
  expectWhole(client: Program, expected: Expected): Promise<void>;
}

/** The records that a client was brought, and what changed of them since. */
export interface Expected {
  records: number;
  changes?: WorkloadChanges;
}

export interface Served {
  /** Of all processes that serve, the database included. */
  usage(): Promise<Usage>;
  /** A folder such as a client has before its first sync. */
  newFolder(): string;
  /** A client on this folder, that has done nothing yet. */
  startClient(folder: string): Promise<Program>;
  change(changes: WorkloadChanges): Promise<void>;
  close(): Promise<void>;
}

/** What one order to a client took, there and at the server. */
export interface Sample {
  seconds: number;
  clientCpuSeconds: number;
  serverCpuSeconds: number;
  /** On the wire, as sent, heads included. */
  downBytes: number;
  upBytes: number;
  requests: number;
  clientPeakMib: number;
  serverPeakMib: number;
}

export async function measure(served: Served, client: Program, command: 'pull' | 'push'): Promise<Sample> {
  const before = await served.usage();
  const done = await client.order(command);
  const after = await served.usage();
  const own = await client.usage();
  return {
    seconds: done.milliseconds / 1_000,
    clientCpuSeconds: done.cpuSeconds,
    serverCpuSeconds: after.cpuSeconds - before.cpuSeconds,
    downBytes: after.sentBytes - before.sentBytes,
    upBytes: after.receivedBytes - before.receivedBytes,
    requests: after.requests - before.requests,
    clientPeakMib: own.peakMemoryMib,
    serverPeakMib: after.peakMemoryMib,
  };
}
