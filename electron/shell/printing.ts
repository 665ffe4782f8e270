import type { WebContents } from 'electron';
import type { KioskConfiguration, Paper, PrintReason } from '../../shared/contract/index.ts';
import { err, type Result } from '../../shared/result/index.ts';
import { PrintQueue } from './print-queue.ts';

/** Paper that ran out must not hold the visitor beyond ten seconds (`data-8`); the last of them takes the job back. */
const PRINT_MILLISECONDS = 9_000;
const MILLIMETRES_PER_INCH = 25.4;
const A4 = { width: 210, height: 297 };
const ROLL_WIDTH = 80;
const NO_MARGIN = { top: 0, bottom: 0, left: 0, right: 0 };

export interface Printer {
  /** Prints the page that is shown, without asking anything; answers once it is out, or will not come any more. */
  print(contents: WebContents, lengthMillimetres: number): Promise<Result<undefined, PrintReason>>;
  /** Takes out of the queue what a kiosk that was cut off left there: a paper with a stranger's code must not come out. */
  forget(): Promise<void>;
}

/** The printer of the configuration. `socket` is where the print service of this machine listens. */
export function openPrinter(configured: KioskConfiguration['printer'], socket: string): Printer {
  if (configured.kind === 'none') {
    return { print: async () => err('no-printer'), forget: async () => undefined };
  }
  const queue = new PrintQueue(configured.name, socket);
  let before: Promise<unknown> = Promise.resolve();
  return {
    // One after another: each takes out of the queue what is left from before.
    print(contents, lengthMillimetres) {
      const sheet = sheetFor(configured.paper, lengthMillimetres);
      const printed = before.then(() => printPage(contents, queue, sheet));
      before = printed.catch(() => undefined);
      return printed;
    },
    forget: () => queue.forgetJobs(),
  };
}

interface Sheet {
  /** In inches, as Chromium wants it. */
  size: { width: number; height: number };
  /** As CUPS and the drivers of printers name it. */
  media: string;
}

/** A roll is as long as what stands on it, and cut there; the margins are the style sheet's business. */
function sheetFor(paper: Paper, lengthMillimetres: number): Sheet {
  if (paper === 'a4') return { size: inInches(A4), media: 'A4' };
  const height = Math.ceil(lengthMillimetres);
  return { size: inInches({ width: ROLL_WIDTH, height }), media: `Custom.${ROLL_WIDTH}x${height}mm` };
}

function inInches({ width, height }: Sheet['size']): Sheet['size'] {
  return { width: width / MILLIMETRES_PER_INCH, height: height / MILLIMETRES_PER_INCH };
}

/** Silent printing by Chromium is broken on Linux in several of its versions; a PDF of the page is not (`data-8`). */
async function printPage(
  contents: WebContents,
  queue: PrintQueue,
  { size, media }: Sheet,
): Promise<Result<undefined, PrintReason>> {
  if (contents.isDestroyed()) return err('not-printed');
  // What a visitor leaves behind would come out before the next one.
  const gone = new AbortController();
  const leave = () => gone.abort();
  contents.once('destroyed', leave);
  const limit = AbortSignal.any([gone.signal, AbortSignal.timeout(PRINT_MILLISECONDS)]);
  try {
    const pdf = await endedBefore(limit, contents.printToPDF({ pageSize: size, margins: NO_MARGIN }));
    if (pdf === undefined) return err('not-printed');
    try {
      return await queue.print(pdf, media, limit);
    } finally {
      // This process outlives the visitor.
      pdf.fill(0);
    }
  } finally {
    if (!contents.isDestroyed()) contents.off('destroyed', leave);
  }
}

/** Undefined when the work failed, or had not ended at the limit. */
function endedBefore<T>(limit: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) =>
      limit.addEventListener('abort', () => resolve(undefined), { once: true }),
    ),
  ]);
}
