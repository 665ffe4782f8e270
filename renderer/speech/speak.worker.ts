import '../without-eval.ts';
import { type Espeak, openEspeak } from './espeak.ts';
import { type Answered, type Asked, askedSchema } from './messages.ts';
import { createStretcher } from './stretch.ts';

/*
 * espeak-ng beside the page: it speaks one text at a time, and posts the sound while it makes it. It is one file with its
 * data beside it, in the folder whose policy lets it reach these files and nothing else (shared/contract/page-policy.ts).
 */

let opened: Promise<Espeak> | undefined;
let work: Promise<void> = Promise.resolve();

addEventListener('message', (event: MessageEvent) => {
  const asked = askedSchema.parse(event.data);
  work = work.then(() => carryOut(asked)).catch(() => answer({ type: 'failed' }));
});

async function carryOut(asked: Asked): Promise<void> {
  opened ??= openEspeak(readFile);
  const espeak = await opened;
  if (asked.type === 'load') await warmUp(espeak, asked.voice);
  else await speak(espeak, asked);
}

/** The engine compiles a program while it runs it for the first time: that time must not be the visitor's. */
async function warmUp(espeak: Espeak, voice: string): Promise<void> {
  await espeak.speak(voice, 175, '1, 2.', () => undefined);
}

async function speak(espeak: Espeak, asked: Extract<Asked, { type: 'speak' }>): Promise<void> {
  const { id, voice, wordsPerMinute, stretch, text } = asked;
  const stretcher = stretch === 1 ? undefined : createStretcher(stretch);
  const spoken = await espeak.speak(voice, wordsPerMinute, text, (samples, words) => {
    const sound = stretcher?.push(samples) ?? samples;
    const marks = words.map(({ place, at }) => ({ place, at: Math.round(at * stretch) }));
    answer({ type: 'sound', id, samples: sound, words: marks });
  });
  if (stretcher && spoken) answer({ type: 'sound', id, samples: stretcher.finish(), words: [] });
  answer({ type: spoken ? 'end' : 'no-voice', id });
}

async function readFile(name: string): Promise<ArrayBuffer | undefined> {
  const reply = await fetch(new URL(name, self.location.href));
  if (reply.status === 404) return undefined;
  if (!reply.ok) throw new Error('a file of the voices could not be read');
  return reply.arrayBuffer();
}

function answer(message: Answered): void {
  postMessage(message, { transfer: message.type === 'sound' ? [message.samples.buffer] : [] });
}
