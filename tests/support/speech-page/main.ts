import '../../../renderer/without-eval.ts';
import {
  createPlayer,
  createSpeaker,
  FIRST_SOUND,
  type Player,
  RATES,
  type Said,
  type Speaker,
  SPOKEN_LANGUAGES,
  type SpokenWord,
  USUAL_RATE,
  USUAL_VOLUME,
  type Utterance,
  VOLUMES,
} from '../../../renderer/speech/index.ts';

/* The page that the tests of the voice drive: the built engine, and two pairs of ears. */

export interface Recording {
  said: Said;
  seconds: number;
  /** The root of the mean square, of samples between -1 and 1. */
  loudness: number;
  words: SpokenWord[];
}

export interface Hearing {
  said: Said;
  words: SpokenWord[];
  /** How long something could be heard, and how loud it was then. */
  heardSeconds: number;
  loudness: number;
  /** From `say` to the first sample that is not silence, by the engine's own measure. */
  firstSoundMilliseconds: number;
  /** From `stop` to the last sample that is not silence. */
  soundAfterStopMilliseconds: number;
}

export interface SpeechBench {
  steps: { rates: number; usualRate: number; volumes: number; usualVolume: number };
  /** The languages that the kiosk says it speaks. */
  languages: string[];
  /** Speaks into memory, as fast as the worker can; the samples are kept under `name`. */
  record(name: string, utterance: Utterance): Promise<Recording>;
  /** How alike the rise and fall of two recordings are: 1 for the same, about 0 for strangers. */
  likeness(one: string, other: string): number;
  /** Speaks through the system's output, and listens to it. */
  hear(utterance: Utterance & { volume?: number }, stopAfterMilliseconds?: number): Promise<Hearing>;
  warmUp(language: string): Promise<void>;
}

declare global {
  interface Window {
    bench: SpeechBench;
  }
}

const kept = new Map<string, Float32Array>();
const memory = openMemory();
const intoMemory = createSpeaker({ player: memory.player });
const ears = openEars();
const aloud = createSpeaker({ player: ears.player });

window.bench = {
  steps: {
    rates: RATES.length,
    usualRate: USUAL_RATE,
    volumes: VOLUMES.length,
    usualVolume: USUAL_VOLUME,
  },
  languages: SPOKEN_LANGUAGES.filter((language) => aloud.hasVoice(language)),
  async record(name, utterance) {
    const words: SpokenWord[] = [];
    memory.clear();
    const said = await intoMemory.say(utterance, { onWord: (word) => words.push(word) });
    const samples = memory.samples();
    kept.set(name, samples);
    return { said, seconds: samples.length / 22_050, loudness: loudnessOf(samples), words };
  },
  likeness(one, other) {
    const [a, b] = [riseAndFall(one), riseAndFall(other)];
    const product = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
    return product / (loudnessOf(a) * loudnessOf(b) * Math.sqrt(a.length * b.length));
  },
  async hear({ volume = USUAL_VOLUME, ...utterance }, stopAfterMilliseconds) {
    aloud.setVolume(volume);
    ears.clear();
    const words: SpokenWord[] = [];
    const saying = aloud.say(utterance, { onWord: (word) => words.push(word) });
    const stopped = stopAfterMilliseconds === undefined ? 0 : await stopAfter(aloud, stopAfterMilliseconds);
    const said = await saying;
    await pause(200);
    const heard = ears.heard();
    return {
      said,
      words,
      heardSeconds: heard.seconds,
      loudness: heard.loudness,
      firstSoundMilliseconds: performance.getEntriesByName(FIRST_SOUND)[0]?.duration ?? -1,
      soundAfterStopMilliseconds: (heard.lastAt - stopped) * 1_000,
    };
  },
  async warmUp(language) {
    aloud.warmUp(language);
    await pause(1_500);
  },
};

async function stopAfter(speaker: Speaker, milliseconds: number): Promise<number> {
  await pause(milliseconds);
  speaker.stop();
  return ears.now();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((over) => {
    setTimeout(over, milliseconds);
  });
}

function loudnessOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** The loudness of each 20 ms, around its mean. */
function riseAndFall(name: string): Float32Array {
  const samples = kept.get(name);
  if (!samples) throw new Error(`${name} was not recorded`);
  const STEP = 441;
  const steps = Float32Array.from({ length: Math.floor(samples.length / STEP) }, (_, step) =>
    loudnessOf(samples.subarray(step * STEP, (step + 1) * STEP)),
  );
  const mean = steps.reduce((sum, value) => sum + value, 0) / steps.length;
  return steps.map((value) => value - mean);
}

function openMemory(): { player: Player; clear(): void; samples(): Float32Array } {
  let samples: number[] = [];
  return {
    player: {
      open: () =>
        Promise.resolve({
          add(more) {
            for (const sample of more) samples.push(sample);
            return 0;
          },
          length: () => samples.length,
          tellAt: (_sample, tell) => tell(),
          left: () => Promise.resolve(),
          cut: () => undefined,
        }),
      setGain: () => undefined,
    },
    clear() {
      samples = [];
    },
    samples: () => Float32Array.from(samples),
  };
}

function openEars(): {
  player: Player;
  clear(): void;
  now(): number;
  heard(): { seconds: number; loudness: number; lastAt: number };
} {
  const BLOCK = 256;
  let context: BaseAudioContext | undefined;
  let blocks: number[] = [];
  let lastAt = 0;
  const player = createPlayer((output) => {
    context = output.context;
    const ear = output.context.createScriptProcessor(BLOCK, 1, 1);
    ear.addEventListener('audioprocess', ({ inputBuffer, playbackTime }) => {
      const loudness = loudnessOf(inputBuffer.getChannelData(0));
      if (loudness < 1e-4) return;
      blocks.push(loudness);
      lastAt = playbackTime;
    });
    output.connect(ear);
    ear.connect(output.context.destination);
  });
  return {
    player,
    clear() {
      blocks = [];
      lastAt = 0;
    },
    now: () => context?.currentTime ?? 0,
    heard: () => ({
      seconds: (blocks.length * BLOCK) / 22_050,
      loudness: loudnessOf(Float32Array.from(blocks)),
      lastAt,
    }),
  };
}

/* In the kiosk's window, a page that says nothing is taken for lost. */
const kiosk: unknown = Reflect.get(window, 'borne');
if (isKiosk(kiosk)) {
  kiosk.alive();
  setInterval(() => kiosk.alive(), 2_000);
}

function isKiosk(value: unknown): value is { alive(): void } {
  return typeof value === 'object' && value !== null && 'alive' in value;
}
