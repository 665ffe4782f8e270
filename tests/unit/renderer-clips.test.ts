import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ClipVoice, type Clips } from '../../renderer/listening/clips.ts';
import { type SoundOrders } from '../../renderer/listening/sound.ts';
import { type Voice } from '../../renderer/listening/voice.ts';
import { clipId, type Recording } from '../../shared/model/index.ts';
import { err, ok } from '../../shared/result/index.ts';
import { voiceClip } from '../support/clips.ts';

const RECORDED = { text: 'Bonjour', language: 'fr', spelled: false } as const;
const NOT_RECORDED = { text: 'Au revoir', language: 'fr', spelled: false } as const;

/** A sound that lasts until the test ends it. */
class FakeSound {
  readonly over = Promise.withResolvers<'heard' | 'cut' | 'unplayable'>();
  readonly recording: Blob;
  readonly orders: SoundOrders;
  readonly steps: string[] = [];

  constructor(recording: Blob, orders: SoundOrders) {
    this.recording = recording;
    this.orders = orders;
  }

  asSound() {
    return {
      over: this.over.promise,
      cut: () => this.over.resolve('cut'),
      setRate: (step: number) => void this.steps.push(`rate ${step}`),
      setVolume: (step: number) => void this.steps.push(`volume ${step}`),
    };
  }
}

let sounds: FakeSound[];
let machine: Omit<Voice, 'rate' | 'volume'> & { rate: number; volume: number } & {
  said: string[];
  stopped: number;
};
let clips: Clips & { asked: string[]; ids: Set<string> };
let voice: ClipVoice;
let told: (string | undefined)[];
let stop: AbortController;

beforeEach(async () => {
  sounds = [];
  told = [];
  stop = new AbortController();
  machine = {
    said: [],
    stopped: 0,
    rate: 4,
    volume: 4,
    setRate(step) {
      this.rate = step;
    },
    setVolume(step) {
      this.volume = step;
    },
    warmUp: vi.fn<(language: string) => void>(),
    stop() {
      this.stopped += 1;
    },
    async say({ text }) {
      this.said.push(text);
      return ok();
    },
  };
  const asked: string[] = [];
  clips = {
    asked,
    ids: new Set([await clipId('fr', RECORDED.text)]),
    async fetch(id) {
      asked.push(id);
      return ok<Recording>(voiceClip(RECORDED.text));
    },
  };
  voice = new ClipVoice(machine, (recording, orders) => {
    const sound = new FakeSound(recording, orders);
    sounds.push(sound);
    return sound.asSound();
  });
  voice.follow(clips);
});

function say(utterance: Parameters<Voice['say']>[0]) {
  return voice.say(utterance, {
    signal: stop.signal,
    onWord: () => undefined,
    onRecorded: (recording) => told.push(recording?.by),
  });
}

async function sound(): Promise<FakeSound> {
  return vi.waitFor(() => {
    const [first] = sounds;
    if (!first) throw new Error('nothing is heard');
    return first;
  });
}

describe('a text that was recorded', () => {
  test('is heard to its end from the recording, and the machine is not asked', async () => {
    const said = say(RECORDED);
    const heard = await sound();
    expect(heard.recording.type).toBe('audio/wav');
    expect(await heard.recording.text()).toBe('sound');
    expect(told).toEqual([]);
    heard.orders.onBegin();
    expect(told).toEqual(['agent']);
    heard.over.resolve('heard');
    expect(await said).toEqual(ok());
    expect(machine.said).toEqual([]);
  });

  test('stops at once, by the signal and by the word', async () => {
    const first = say(RECORDED);
    await sound();
    stop.abort();
    expect(await first).toEqual(err('stopped'));

    stop = new AbortController();
    sounds = [];
    const second = say(RECORDED);
    await sound();
    voice.stop();
    expect(await second).toEqual(err('stopped'));
    expect(machine.said).toEqual([]);
    expect(machine.stopped).toBe(1);
  });

  test('is never begun when it was stopped while it was fetched', async () => {
    const fetched = Promise.withResolvers<ReturnType<typeof ok<Recording>>>();
    voice.follow({ ...clips, fetch: () => fetched.promise });
    const said = say(RECORDED);
    stop.abort();
    fetched.resolve(ok<Recording>(voiceClip(RECORDED.text)));
    expect(await said).toEqual(err('stopped'));
    expect(sounds).toEqual([]);
    expect(machine.said).toEqual([]);
  });

  test('follows the speed and the volume, from the beginning and meanwhile', async () => {
    voice.setRate(6);
    voice.setVolume(2);
    const said = say(RECORDED);
    const heard = await sound();
    expect(heard.orders).toMatchObject({ rate: 6, volume: 2 });
    voice.setRate(7);
    voice.setVolume(3);
    expect(heard.steps).toEqual(['rate 7', 'volume 3']);
    expect(machine).toMatchObject({ rate: 7, volume: 3 });
    heard.over.resolve('heard');
    await said;
    voice.setRate(8);
    expect(heard.steps).toHaveLength(2);
  });

  test('in French is heard in easy French too, where the words are the same', async () => {
    const said = say({ ...RECORDED, language: 'fr-simple' });
    (await sound()).over.resolve('heard');
    expect(await said).toEqual(ok());
    expect(machine.said).toEqual([]);
  });
});

describe('the machine speaks', () => {
  test('where nothing was recorded, and the text is not asked for anywhere', async () => {
    expect(await say(NOT_RECORDED)).toEqual(ok());
    expect(await say({ ...RECORDED, language: 'en' })).toEqual(ok());
    expect(machine.said).toEqual([NOT_RECORDED.text, RECORDED.text]);
    expect(clips.asked).toEqual([]);
    expect(told).toEqual([undefined, undefined]);
  });

  test('when the recording was taken back', async () => {
    voice.follow({ ...clips, fetch: async () => err('unknown-clip') });
    expect(await say(RECORDED)).toEqual(ok());
    expect(machine.said).toEqual([RECORDED.text]);
  });

  test('when the recording cannot be played, even half-way, and it is no longer called a person', async () => {
    const said = say(RECORDED);
    const heard = await sound();
    heard.orders.onBegin();
    heard.over.resolve('unplayable');
    expect(await said).toEqual(ok());
    expect(machine.said).toEqual([RECORDED.text]);
    expect(told).toEqual(['agent', undefined]);
  });

  test('with its own word on why nothing is heard', async () => {
    machine.say = async () => err('no-voice');
    expect(await say(NOT_RECORDED)).toEqual(err('no-voice'));
  });
});
