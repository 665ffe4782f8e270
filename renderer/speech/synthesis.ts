import { type Answered, answeredSchema, type Asked, type WordMark } from './messages.ts';
import { type Pace } from './paces.ts';
import { type Piece } from './pieces.ts';

/** What is needed of a `Worker`. */
export interface SpeechWorker {
  postMessage(asked: Asked): void;
  addEventListener(kind: 'message' | 'error' | 'messageerror', hear: (event: Event) => void): void;
  terminate(): void;
}

export interface Synthesis {
  load(voice: string): void;
  /** Makes the sound of one piece; one at a time. `heard` is called with each part as it is made. */
  speak(
    piece: Pick<Piece, 'text' | 'voice'>,
    pace: Pace,
    heard: (samples: Float32Array<ArrayBuffer>, words: WordMark[]) => void,
    signal: AbortSignal,
  ): Promise<'done' | 'stopped' | 'no-voice' | 'voice-failed'>;
  close(): void;
}

/** Longer than reading the largest dictionary from a slow disk. */
const SILENCE_MILLISECONDS = 15_000;

/** Keeps a worker that makes the sounds. One that fails is replaced, and the piece tried once more. */
export function openSynthesis(startWorker: () => SpeechWorker): Synthesis {
  let worker: SpeechWorker | undefined;
  let hear: ((answered: Answered) => void) | undefined;
  let asked = 0;

  function working(): SpeechWorker {
    if (worker) return worker;
    const started = startWorker();
    const lose = () => {
      if (worker === started) fail();
    };
    started.addEventListener('message', (event) => {
      const answered = answeredSchema.parse(event instanceof MessageEvent ? event.data : undefined);
      if (answered.type === 'failed') lose();
      else if (worker === started) hear?.(answered);
    });
    started.addEventListener('error', lose);
    started.addEventListener('messageerror', lose);
    worker = started;
    return started;
  }

  function ask(question: Asked): void {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
      working().postMessage(question);
    } catch {
      fail();
    }
  }

  function fail(): void {
    worker?.terminate();
    worker = undefined;
    hear?.({ type: 'failed' });
  }

  function attempt(...[piece, pace, heard, signal]: SpeakInput): Promise<Attempt> {
    const { promise, resolve } = Promise.withResolvers<Attempt>();
    asked += 1;
    const id = asked;
    let silence = setTimeout(fail, SILENCE_MILLISECONDS);
    const stop = () => resolve('stopped');
    const mine = (answered: Answered) => {
      if (answered.type === 'failed') return resolve('failed');
      // What the worker still makes of a text that was stopped.
      if (answered.id !== id) return;
      clearTimeout(silence);
      if (answered.type === 'end') return resolve('done');
      if (answered.type === 'no-voice') return resolve('no-voice');
      silence = setTimeout(fail, SILENCE_MILLISECONDS);
      heard(answered.samples, answered.words);
    };
    hear = mine;
    signal.addEventListener('abort', stop);
    const { text, voice } = piece;
    ask({ type: 'speak', id, text, voice, ...pace });
    return promise.finally(() => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      // Another piece may have been asked for since.
      if (hear === mine) hear = undefined;
    });
  }

  return {
    load: (voice) => ask({ type: 'load', voice }),
    async speak(piece, pace, heard, signal) {
      let passedOn = 0;
      const first = await attempt(
        piece,
        pace,
        (samples, words) => {
          passedOn += samples.length;
          heard(samples, words);
        },
        signal,
      );
      if (first !== 'failed') return first;
      const second = await attempt(piece, pace, withoutFirst(passedOn, heard), signal);
      return second === 'failed' ? 'voice-failed' : second;
    },
    close() {
      worker?.terminate();
      worker = undefined;
    },
  };
}

type Attempt = 'done' | 'stopped' | 'no-voice' | 'failed';

type SpeakInput = Parameters<Synthesis['speak']>;
type Heard = SpeakInput[2];

/** The second worker makes the piece from its beginning, of which a part was heard already. */
function withoutFirst(count: number, heard: Heard): Heard {
  let made = 0;
  return (samples, words) => {
    const known = Math.min(samples.length, Math.max(0, count - made));
    made += samples.length;
    heard(
      samples.slice(known),
      words.filter(({ at }) => at >= count),
    );
  };
}
