import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type ContractRouterClient } from '@orpc/contract';
import { expect, onTestFinished } from 'vitest';
import { bridgeMessageSchema } from '../../electron/core/process/bridge.ts';
import {
  type KioskConfiguration,
  type readingContract,
  type recordingContract,
  type staffContract,
  type ToProcess,
} from '../../shared/contract/index.ts';
import { configurationFor } from './core.ts';
import { eventually } from './eventually.ts';

export const CHILD = join(import.meta.dirname, '../../electron/core/process/child.ts');

/** Stands where the utility process stands before the kiosk's own process: passes messages and numbered frames. */
export class Bridge {
  readonly child: ChildProcess;
  readonly heard: unknown[] = [];
  readonly #ports = new Map<number, (event: { data: unknown }) => void>();

  constructor() {
    this.child = fork(CHILD, [], { serialization: 'advanced', stdio: 'ignore' });
    this.child.on('message', (received) => {
      const message = bridgeMessageSchema.parse(received);
      if (message.type === 'message') this.heard.push(message.message);
      if (message.type === 'frame') this.#ports.get(message.port)?.({ data: message.data });
    });
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  /** With a hub that nobody answers for, unless a configuration says otherwise. */
  start(
    role: 'core' | 'reader',
    dataFolder: string,
    configuration: KioskConfiguration = configurationFor('http://127.0.0.1:9'),
  ): void {
    this.#send({ type: 'start', role, dataFolder, configuration, version: '1' });
  }

  /** A word of the shell's. */
  say(message: ToProcess): void {
    this.#send(message);
  }

  stop(): void {
    this.#send({ type: 'stop' });
  }

  /** As when the power fails. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** A page over a new port of the child's. */
  client(number: number): Reading & Recording {
    return createORPCClient(this.#connect(number, { type: 'port' }));
  }

  /** The staff window over a new port of the child's. */
  staff(number: number): Staff {
    return createORPCClient(this.#connect(number, { type: 'port', contract: 'staff' }));
  }

  #connect(number: number, message: unknown) {
    this.child.send({ type: 'message', message, port: number });
    const port = {
      on: (event: string, listener: (event?: { data: unknown }) => void) => {
        if (event === 'message') this.#ports.set(number, listener);
      },
      postMessage: (data: unknown) => this.child.send({ type: 'frame', port: number, data }),
    };
    return new RPCLink({ port });
  }

  async hears(type: string): Promise<void> {
    await eventually(() => expect(this.heard).toContainEqual(expect.objectContaining({ type })), 10_000);
  }

  #send(message: unknown): void {
    this.child.send({ type: 'message', message });
  }
}

type Reading = ContractRouterClient<typeof readingContract>;
type Recording = ContractRouterClient<typeof recordingContract>;
type Staff = ContractRouterClient<typeof staffContract>;
