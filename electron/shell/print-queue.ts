import { request } from 'node:http';
import { userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { PrintReason } from '../../shared/contract/index.ts';
import { err, ok, type Result } from '../../shared/result/index.ts';
import { decodeResponse, encodeRequest, type Attribute, type IppRequest, type IppResponse } from './ipp.ts';

/** Where CUPS listens on the machine itself: a document never goes over a network. */
export const SYSTEM_PRINT_SOCKET = '/run/cups/cups.sock';

/** The same for everybody: it stands in the queue's list and in its logs. */
const JOB_NAME = 'Borne citoyenne';

const LOOK_MILLISECONDS = 200;
const ANSWER_MILLISECONDS = 2_000;
/** A printer with another tray takes the word back by itself. */
const PAPER_PATIENCE_MILLISECONDS = 2_000;
/** What was said before this job may be about a roll that has been changed since: the printer has to notice. */
const NEW_ROLL_PATIENCE_MILLISECONDS = 5_000;
/** What sends to the printer is asked to end before it is killed, so that the printer is left in order. */
const GRACE_MILLISECONDS = 400;
const FORGET_TRIES = 20;
const LARGEST_ANSWER_BYTES = 1_000_000;

const NOT_FOUND = 0x0406;
const NOT_ACCEPTING = 0x0506;
const PRINTER_STOPPED = 5;
const JOB_CANCELED = 7;
const JOB_COMPLETED = 9;
const NO_PAPER = /^media-(empty|needed)(-error|-warning|-report)?$/;

type Printed = Result<undefined, PrintReason>;
type Answer = Result<IppResponse, 'no-service' | 'no-answer'>;

interface QueueState {
  stopped: boolean;
  noPaper: boolean;
}

/** One queue of the machine's print service (CUPS). This file, with `ipp.ts`, is all that knows of it. */
export class PrintQueue {
  readonly #socket: string;
  readonly #path: string;

  constructor(name: string, socket: string) {
    this.#socket = socket;
    this.#path = `/printers/${encodeURIComponent(name)}`;
  }

  /**
   * Prints a PDF and waits for it until `limit`. However it ends, nothing of it stays in the spool: neither the document,
   * nor a job that would come out before the next visitor.
   * `no-printer`: CUPS or the queue is not there; `printer-stopped`: the queue takes or prints nothing; `out-of-paper`: the
   * printer says so; `not-printed`: anything else, such as an open cover, or no end in time.
   */
  async print(pdf: Buffer, media: string, limit: AbortSignal): Promise<Printed> {
    await this.forgetJobs();
    const before = await this.#look();
    if (!before.ok) return before;
    // A job sent to a stopped queue would wait there, and come out when nobody expects it.
    if (before.value.stopped) return err('printer-stopped');
    if (limit.aborted) return err('not-printed');
    const sent = await this.#send(pdf, media, limit);
    if (sent.ok) {
      const printed = await this.#watch(sent.value, before.value, limit);
      await this.#forget(sent.value);
      return printed;
    }
    // An answer that was lost does not say whether the job was taken.
    if (sent.reason === 'not-printed') await this.forgetJobs();
    return sent;
  }

  /** Takes every job of this program out of the queue, with its document: also one that a power cut left behind. */
  async forgetJobs(): Promise<void> {
    const found = await this.#ask('jobs', [
      ['boolean', 'my-jobs', true],
      ['keyword', 'which-jobs', 'all'],
      ['keyword', 'requested-attributes', 'job-id'],
    ]);
    const ids = found.ok ? found.value.groups.map((job) => job.get('job-id')?.[0]) : [];
    for (const id of ids) if (typeof id === 'number') await this.#forget(id);
  }

  async #look(): Promise<Result<QueueState, PrintReason>> {
    const answer = await this.#ask('printer', [
      ['keyword', 'requested-attributes', 'printer-state', 'printer-state-reasons'],
    ]);
    if (!answer.ok) return err(answer.reason === 'no-service' ? 'no-printer' : 'not-printed');
    if (answer.value.status === NOT_FOUND) return err('no-printer');
    const [printer] = answer.value.groups;
    if (printer === undefined) return err('not-printed');
    return ok({
      stopped: printer.get('printer-state')?.[0] === PRINTER_STOPPED,
      noPaper: (printer.get('printer-state-reasons') ?? []).some((reason) => NO_PAPER.test(String(reason))),
    });
  }

  async #send(pdf: Buffer, media: string, limit: AbortSignal): Promise<Result<number, PrintReason>> {
    const attributes: Attribute[] = [
      ['name', 'job-name', JOB_NAME],
      ['mimeType', 'document-format', 'application/pdf'],
    ];
    const job: Attribute[] = [
      ['keyword', 'media', media],
      ['keyword', 'job-sheets', 'none'],
    ];
    const answer = await this.#ask('print', attributes, { job, pdf, limit });
    if (answer.ok && answer.value.status === NOT_ACCEPTING) return err('printer-stopped');
    const id = answer.ok ? answer.value.groups[0]?.get('job-id')?.[0] : undefined;
    return typeof id === 'number' ? ok(id) : err('not-printed');
  }

  async #watch(id: number, before: QueueState, limit: AbortSignal): Promise<Printed> {
    const patience = before.noPaper ? NEW_ROLL_PATIENCE_MILLISECONDS : PAPER_PATIENCE_MILLISECONDS;
    let noPaperSince: number | undefined;
    for (;;) {
      const job = await this.#jobState(id);
      if (job === 'printed') return ok();
      const queue = await this.#look();
      if (!queue.ok) return queue;
      const { stopped, noPaper } = queue.value;
      // CUPS was told to keep no history: without a new complaint of the printer, what has gone has been printed.
      if (job === 'gone' && !stopped && (!noPaper || before.noPaper)) return ok();
      noPaperSince = noPaper ? (noPaperSince ?? performance.now()) : undefined;
      const lostPatience = performance.now() - (noPaperSince ?? Infinity) > patience;
      if (job !== 'under-way' || stopped || lostPatience || limit.aborted) {
        if (noPaper) return err('out-of-paper');
        return err(stopped ? 'printer-stopped' : 'not-printed');
      }
      await pause(LOOK_MILLISECONDS, undefined, { signal: limit }).catch(() => undefined);
    }
  }

  async #jobState(id: number): Promise<'under-way' | 'printed' | 'failed' | 'gone'> {
    const answer = await this.#ask('job', [
      ['integer', 'job-id', id],
      ['keyword', 'requested-attributes', 'job-state'],
    ]);
    if (!answer.ok) return 'under-way';
    if (answer.value.status === NOT_FOUND) return 'gone';
    const state = Number(answer.value.groups[0]?.get('job-state')?.[0]);
    if (state === JOB_COMPLETED) return 'printed';
    return state >= JOB_CANCELED ? 'failed' : 'under-way';
  }

  /** Cancels a job that is still there and takes away all that CUPS keeps of it. */
  async #forget(id: number): Promise<void> {
    const job: Attribute = ['integer', 'job-id', id];
    if ((await this.#jobState(id)) === 'under-way') {
      await this.#ask('cancel', [job]);
      await pause(GRACE_MILLISECONDS);
    }
    // A job that was still running when it was purged stays in the history until it is purged once more.
    for (let tries = 0; tries < FORGET_TRIES; tries += 1) {
      const answer = await this.#ask('cancel', [job, ['boolean', 'purge-job', true]]);
      if (!answer.ok || answer.value.status === NOT_FOUND) return;
      if (tries > 0) await pause(LOOK_MILLISECONDS);
    }
  }

  async #ask(
    operation: IppRequest['operation'],
    attributes: Attribute[],
    { job, pdf, limit }: { job?: Attribute[]; pdf?: Buffer; limit?: AbortSignal } = {},
  ): Promise<Answer> {
    const printer: Attribute = ['uri', 'printer-uri', `ipp://localhost${this.#path}`];
    // IPP wants the target first, and the job's number right after it.
    const [first = printer, ...others] = attributes;
    const target = first[1] === 'job-id' ? [printer, first] : [printer];
    const rest = first[1] === 'job-id' ? others : attributes;
    const head = encodeRequest({
      operation,
      attributes: [...target, ['name', 'requesting-user-name', userInfo().username], ...rest],
      ...(job === undefined ? {} : { job }),
    });
    const parts = pdf === undefined ? [head] : [head, pdf];
    return this.#exchange(parts, limit ?? AbortSignal.timeout(ANSWER_MILLISECONDS));
  }

  #exchange(parts: Buffer[], signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve) => {
      const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
      const asked = request({
        socketPath: this.#socket,
        method: 'POST',
        path: this.#path,
        headers: { host: 'localhost', 'content-type': 'application/ipp', 'content-length': length },
        agent: false,
        signal,
      });
      asked.once('error', (error: NodeJS.ErrnoException) =>
        resolve(err(/ENOENT|ECONNREFUSED/.test(error.code ?? '') ? 'no-service' : 'no-answer')),
      );
      asked.once('response', (response) => {
        const chunks: Buffer[] = [];
        let received = 0;
        response.on('data', (chunk: Buffer) => {
          received += chunk.byteLength;
          if (received > LARGEST_ANSWER_BYTES) asked.destroy(new Error('too long an answer'));
          else chunks.push(chunk);
        });
        response.once('error', () => resolve(err('no-answer')));
        response.once('end', () => resolve(readAnswer(Buffer.concat(chunks))));
      });
      for (const part of parts) asked.write(part);
      asked.end();
    });
  }
}

/** A refusal is an answer too; something that is no IPP is none. */
function readAnswer(bytes: Buffer): Answer {
  try {
    return ok(decodeResponse(bytes));
  } catch {
    return err('no-answer');
  }
}
