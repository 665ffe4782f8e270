import { portsMessageSchema, type WindowBridge } from '../../shared/contract/index.ts';

export type Boundary = 'reading' | 'recording';

export interface Ports {
  reading: MessagePort;
  recording: MessagePort;
}

export interface PortWatch {
  /** The ports in use; waits for them while there are none. */
  current(): Promise<Ports>;
  /** Says that these ports do not answer: others are asked for. */
  lost(ports: Ports): void;
}

/** The shell may be busy replacing a process and drop the question; asking again is harmless. */
const ASK_AGAIN_MILLISECONDS = 1_000;

/**
 * Keeps a pair of ports to the kiosk's processes: asks for them, and asks again when one closes because its process
 * ended. They are posted into the window `page` by `giver`: by its own preload script unless said otherwise.
 */
export function watchPorts(
  bridge: Pick<WindowBridge, 'askPorts'>,
  page: EventTarget,
  giver: EventTarget = page,
): PortWatch {
  let ports: Ports | undefined;
  let arrival = Promise.withResolvers<Ports>();

  function ask(): void {
    bridge.askPorts();
  }

  function lost(gone: Ports): void {
    if (ports !== gone) return;
    ports = undefined;
    arrival = Promise.withResolvers<Ports>();
    closeBoth(gone);
    ask();
  }

  function take(next: Ports): void {
    const previous = ports;
    ports = next;
    for (const port of [next.reading, next.recording]) {
      port.addEventListener('close', () => lost(next));
      port.start();
    }
    arrival.resolve(next);
    if (previous) closeBoth(previous);
  }

  page.addEventListener('message', (event) => {
    const next = portsOf(event, giver);
    if (next) take(next);
  });
  setInterval(() => {
    if (!ports) ask();
  }, ASK_AGAIN_MILLISECONDS);
  ask();

  return { current: () => (ports ? Promise.resolve(ports) : arrival.promise), lost };
}

function portsOf(event: Event, giver: EventTarget): Ports | undefined {
  // Only the giver may hand ports over: a frame or an opener could post messages too.
  if (!(event instanceof MessageEvent) || event.source !== giver) return undefined;
  if (!portsMessageSchema.safeParse(event.data).success) return undefined;
  const [reading, recording] = event.ports;
  return reading && recording ? { reading, recording } : undefined;
}

function closeBoth(ports: Ports): void {
  ports.reading.close();
  ports.recording.close();
}
