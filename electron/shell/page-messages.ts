import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import {
  aliveSchema,
  CHANNELS,
  endVisitSchema,
  printSchema,
  type PrintReason,
} from '../../shared/contract/index.ts';
import { err, type Result } from '../../shared/result/index.ts';
import type { WriteEvent } from './events.ts';
import { isPageAddress } from './page-file.ts';
import { givePorts } from './ports.ts';
import type { Printer } from './printing.ts';
import type { Reception } from './reception.ts';
import type { SupervisedProcess } from './supervisor.ts';
import type { Visit } from './visit.ts';

/** A page has no reason to speak more often; one that does is stuck or not ours (`shell-6`). */
const MOST_PER_SECOND = 50;

export interface PageMessagesWish {
  reception: Reception;
  core: SupervisedProcess;
  printer: Printer;
  write: WriteEvent;
}

/** Answers what a page may ask of the shell. A message of anybody else is not answered at all (`shell-6`). */
export function answerPages({ reception, core, printer, write }: PageMessagesWish): void {
  const spoken = new WeakMap<Visit, { second: number; count: number }>();

  const speaker = (event: IpcMainEvent | IpcMainInvokeEvent): Visit | undefined => {
    const frame = event.senderFrame;
    // A frame inside the page, or a page that went elsewhere, must not borrow the visit's rights.
    if (frame === null || frame.parent !== null || !isPageAddress(frame.url)) return undefined;
    const visit = reception.visitOf(event.sender);
    return visit !== undefined && mayStillSpeak(visit) ? visit : undefined;
  };

  const mayStillSpeak = (visit: Visit): boolean => {
    const second = Math.floor(performance.now() / 1_000);
    const before = spoken.get(visit);
    const count = before?.second === second ? before.count + 1 : 1;
    spoken.set(visit, { second, count });
    return count <= MOST_PER_SECOND;
  };

  ipcMain.on(CHANNELS.alive, (event, message: unknown) => {
    const visit = speaker(event);
    const said = aliveSchema.safeParse(message);
    if (visit !== undefined) reception.heard(visit, said.success && said.data.isWaiting);
  });

  ipcMain.on(CHANNELS.askPorts, (event) => {
    const visit = speaker(event);
    if (visit !== undefined) givePorts(event.sender, visit.reader, core);
  });

  ipcMain.handle(CHANNELS.endVisit, async (event, message: unknown) => {
    const visit = speaker(event);
    const parsed = endVisitSchema.safeParse(message);
    if (visit !== undefined && parsed.success) await reception.end(visit, parsed.data.why);
  });

  ipcMain.handle(CHANNELS.print, async (event, message: unknown): Promise<Result<undefined, PrintReason>> => {
    const parsed = printSchema.safeParse(message);
    if (speaker(event) === undefined || !parsed.success) return err('not-printed');
    const printed = await printer.print(event.sender, parsed.data.lengthMillimetres);
    if (!printed.ok) write({ event: 'not-printed', reason: printed.reason });
    if (printed.ok || printed.reason !== 'no-printer') core.tell({ type: 'printed', works: printed.ok });
    return printed;
  });
}
