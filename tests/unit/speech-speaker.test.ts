import { beforeEach, describe, expect, test } from 'vitest';
import { type Answered, type Asked } from '../../renderer/speech/messages.ts';
import { gainOf, USUAL_VOLUME } from '../../renderer/speech/steps.ts';
import { type Player } from '../../renderer/speech/player.ts';
import { assembleSpeaker, type Said, type Speaker } from '../../renderer/speech/speaker.ts';
import { type SpeechWorker } from '../../renderer/speech/synthesis.ts';
import { type SpokenWord } from '../../renderer/speech/words.ts';

/* What the speaker does with its worker and its player, both played by the test. */

type Behaviour = (asked: Extract<Asked, { type: 'speak' }>, answer: (answered: Answered) => void) => void;

/** Ten samples for each sign, and a word at the first. */
const speaks: Behaviour = ({ id, text }, answer) => {
  const samples = new Float32Array(10 * text.length).fill(0.5);
  answer({ type: 'sound', id, samples, words: [{ place: 0, at: 0 }] });
  answer({ type: 'end', id });
};
const fails: Behaviour = (_asked, answer) => answer({ type: 'failed' });
const says: Behaviour = ({ id }, answer) => answer({ type: 'no-voice', id });
const isSilent: Behaviour = () => undefined;

class FakeWorker extends EventTarget implements SpeechWorker {
  readonly asked: Asked[] = [];
  terminated = false;
  readonly #behaviour: Behaviour;

  constructor(behaviour: Behaviour) {
    super();
    this.#behaviour = behaviour;
  }

  postMessage(asked: Asked): void {
    this.asked.push(asked);
    const answer = (data: Answered) =>
      queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
    if (asked.type === 'speak') this.#behaviour(asked, answer);
  }

  terminate(): void {
    this.terminated = true;
  }
}

interface FakePlayer extends Player {
  samples: number;
  cuts: number;
  gain: number;
  awake: boolean;
}

function fakePlayer(): FakePlayer {
  const player: FakePlayer = {
    samples: 0,
    cuts: 0,
    gain: 0,
    awake: true,
    open: () =>
      Promise.resolve(
        player.awake
          ? {
              add(samples) {
                player.samples += samples.length;
                return 0;
              },
              length: () => player.samples,
              tellAt: (_sample, tell) => tell(),
              left: () => Promise.resolve(),
              cut: () => (player.cuts += 1),
            }
          : undefined,
      ),
    setGain: (gain) => (player.gain = gain),
  };
  return player;
}

let player: FakePlayer;
let workers: FakeWorker[];
let speaker: Speaker;

/** Workers that behave so, one after the other; the last behaviour stays. */
function speakerWith(...behaviours: Behaviour[]): Speaker {
  workers = [];
  return assembleSpeaker(player, () => {
    const worker = new FakeWorker(behaviours[Math.min(workers.length, behaviours.length - 1)] ?? speaks);
    workers.push(worker);
    return worker;
  });
}

beforeEach(() => {
  player = fakePlayer();
  speaker = speakerWith(speaks);
});

const DONE: Said = { ok: true, value: undefined };
const failed = (reason: Extract<Said, { ok: false }>['reason']): Said => ({ ok: false, reason });
const oui = { text: 'Oui.', language: 'fr' };

test('says each sentence, with silence between and none after', async () => {
  expect(await speaker.say({ text: 'Oui. Non.', language: 'fr-simple' })).toEqual(DONE);
  const asked = workers[0]?.asked.map((one) => (one.type === 'speak' ? [one.voice, one.text] : []));
  expect(asked).toEqual([
    ['fr', 'Oui. '],
    ['fr', 'Non.'],
  ]);
  expect(player.samples).toBe(50 + 0.6 * 22_050 + 40);
});

test('tells the words where they are written, once', async () => {
  const words: SpokenWord[] = [];
  await speaker.say(
    { text: '\u2066Oui\u2069. Non.', language: 'fr' },
    { onWord: (word) => words.push(word) },
  );
  expect(words).toEqual([
    { start: 1, end: 4 },
    { start: 7, end: 10 },
  ]);
});

test('has nothing to do with a text of nothing', async () => {
  expect(await speaker.say({ text: ' … ', language: 'fr' })).toEqual(DONE);
  expect(workers).toHaveLength(0);
});

test('shows how long the first sound took', async () => {
  await speaker.say(oui);
  expect(performance.getEntriesByName('speech-first-sound')).toHaveLength(1);
});

describe('without a voice', () => {
  test('nothing is asked of the worker', async () => {
    expect(await speaker.say({ text: 'I ni ce', language: 'bm' })).toEqual(failed('no-voice'));
    expect(await speaker.say({ text: 'Ελλάδα', language: 'fr' })).toEqual(failed('no-voice'));
    expect(workers).toHaveLength(0);
    expect(speaker.hasVoice('bm')).toBe(false);
    expect(speaker.hasVoice('zh-Hans')).toBe(true);
  });

  test('of espeak, nothing is heard', async () => {
    speaker = speakerWith(says);
    expect(await speaker.say(oui)).toEqual(failed('no-voice'));
    expect(player.samples).toBe(0);
  });
});

describe('stopping', () => {
  beforeEach(() => {
    speaker = speakerWith(isSilent);
  });

  test('cuts the sound', async () => {
    const saying = speaker.say(oui);
    await Promise.resolve();
    await Promise.resolve();
    speaker.stop();
    expect(await saying).toEqual(failed('stopped'));
    expect(player.cuts).toBe(1);
  });

  test('by a signal, even before it began', async () => {
    expect(await speaker.say(oui, { signal: AbortSignal.abort() })).toEqual(failed('stopped'));
    const stop = new AbortController();
    const saying = speaker.say(oui, { signal: stop.signal });
    stop.abort();
    expect(await saying).toEqual(failed('stopped'));
  });

  test('happens by saying something else; what the worker still makes of the first is not heard', async () => {
    const answers: (() => void)[] = [];
    speaker = speakerWith((asked, answer) => {
      if (asked.text === 'Oui.') answers.push(() => speaks(asked, answer));
      else {
        for (const late of answers) late();
        speaks(asked, answer);
      }
    });
    const first = speaker.say(oui);
    await new Promise((later) => {
      setTimeout(later, 5);
    });
    const second = speaker.say({ text: 'Non', language: 'fr' });
    expect(await first).toEqual(failed('stopped'));
    expect(await second).toEqual(DONE);
    expect(player.samples).toBe(30);
    expect(workers).toHaveLength(1);
  });
});

describe('a worker that fails', () => {
  test('is replaced, and the piece said whole', async () => {
    speaker = speakerWith(fails, speaks);
    expect(await speaker.say(oui)).toEqual(DONE);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(player.samples).toBe(40);
  });

  test('in the middle of a piece is replaced, and what was heard is not repeated', async () => {
    const half: Behaviour = ({ id }, answer) => {
      answer({ type: 'sound', id, samples: new Float32Array(15), words: [{ place: 0, at: 0 }] });
      answer({ type: 'failed' });
    };
    speaker = speakerWith(half, speaks);
    const words: SpokenWord[] = [];
    expect(await speaker.say(oui, { onWord: (word) => words.push(word) })).toEqual(DONE);
    expect(player.samples).toBe(40);
    expect(words).toHaveLength(1);
  });

  test('twice is not tried again, until something else is to be said', async () => {
    speaker = speakerWith(fails, fails, speaks);
    expect(await speaker.say(oui)).toEqual(failed('voice-failed'));
    expect(workers).toHaveLength(2);
    expect(await speaker.say(oui)).toEqual(DONE);
  });

  test('by an error of its own, or by not starting, is known as well', async () => {
    speaker = speakerWith(function (this: void) {
      queueMicrotask(() => workers.at(-1)?.dispatchEvent(new Event('error')));
    }, speaks);
    expect(await speaker.say(oui)).toEqual(DONE);
    const broken = assembleSpeaker(player, () => {
      throw new Error('refused');
    });
    broken.warmUp('fr');
    expect(await broken.say(oui)).toEqual(failed('voice-failed'));
  });
});

test('a machine that lets nothing be heard has no voice either', async () => {
  player.awake = false;
  expect(await speaker.say(oui)).toEqual(failed('voice-failed'));
});

test('the loudness begins as usual, and changes at once', () => {
  expect(player.gain).toBe(gainOf(USUAL_VOLUME));
  speaker.setVolume(8);
  expect(player.gain).toBe(1);
});

test('a language is made ready, and the worker goes when it is over', () => {
  speaker.warmUp('pt-PT');
  speaker.warmUp('bm');
  expect(workers[0]?.asked).toEqual([{ type: 'load', voice: 'pt' }]);
  speaker.close();
  expect(workers[0]?.terminated).toBe(true);
});
