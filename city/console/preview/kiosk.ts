import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { type Content, readingAnswers } from '../../../shared/content/index.ts';
import {
  type KioskDescription,
  readingContract,
  recordingContract,
  USUAL_ACCESS,
} from '../../../shared/contract/index.ts';
import { err } from '../../../shared/result/index.ts';

export interface Shown {
  /** Home first. */
  tenants: readonly string[];
  siteName: string | undefined;
  content: Content;
  panel: KioskDescription['panel'];
}

/** As long as the contract lets a kiosk wait: whoever writes beside a preview does not touch it all the time. */
const LONGEST_IDLE = { warnAfterSeconds: 300, graceSeconds: 120, slowFactor: 10 };

/** What stands in a kiosk's place for a page in a frame. It has no way out. */
export class PreviewKiosk {
  readonly #reading = new RPCHandler(readingRouter({ shown: () => this.#shown, turn: () => this.#turn }));
  readonly #recording = new RPCHandler(recordingRouter());
  #shown: Shown | undefined;
  #turn = 0;
  #ports: MessagePort[] = [];

  /** What it shows from now on. */
  show(shown: Shown): void {
    this.#turn += 1;
    this.#shown = shown;
  }

  /** Answers the page through these ports, and no longer through the ones before. */
  serve(ports: { reading: MessagePort; recording: MessagePort }): void {
    this.close();
    this.#ports = [ports.reading, ports.recording];
    this.#reading.upgrade(ports.reading);
    this.#recording.upgrade(ports.recording);
    for (const port of this.#ports) port.start();
  }

  close(): void {
    for (const port of this.#ports.splice(0)) port.close();
  }
}

function readingRouter({ shown, turn }: { shown: () => Shown | undefined; turn: () => number }) {
  const os = implement(readingContract);
  const answers = () =>
    readingAnswers({
      version: 'preview',
      configuration: {
        ...USUAL_ACCESS,
        panel: shown()?.panel ?? USUAL_ACCESS.panel,
        idle: LONGEST_IDLE,
        printer: { kind: 'none' },
      },
      tenants: () => shown()?.tenants ?? [],
      siteName: () => shown()?.siteName,
      content: () => shown()?.content,
      generation: turn,
    });
  return os.router({
    describe: os.describe.handler(() => answers().describe()),
    generation: os.generation.handler(() => answers().generation()),
    services: os.services.handler(() => answers().services()),
    service: os.service.handler(({ input }) => answers().service(input)),
    search: os.search.handler(({ input }) => answers().search(input)),
    sealingKeys: os.sealingKeys.handler(() => err('only-a-preview')),
    // No code exists here, so there is nowhere to look for one.
    receiptSeasons: os.receiptSeasons.handler(() => []),
    clips: os.clips.handler(() => answers().clips()),
    clip: os.clip.handler(({ input }) => answers().clip(input)),
    answers: os.answers.handler(() => []),
  });
}

function recordingRouter() {
  const os = implement(recordingContract);
  return os.router({
    record: os.record.handler(() => err('only-a-preview')),
    // Nobody is called from here: the page says what it says where no reception is open.
    callDesk: os.callDesk.handler(() => ({ state: 'nobody' })),
    deskCall: os.deskCall.handler(() => ({ state: 'nobody' })),
    endDeskCall: os.endDeskCall.handler(() => undefined),
  });
}
