import { SAMPLE_RATE } from './sample-rate.ts';

/** A sound that is heard while it is still being made. */
export interface Sound {
  /** Appends; gives the seconds until the first of these samples is heard. */
  add(samples: Float32Array<ArrayBuffer>): number;
  /** How many samples were added. */
  length(): number;
  /** Tells when the sample of this number is heard. */
  tellAt(sample: number, tell: () => void): void;
  /** Resolves when at most so many seconds are left to be heard, or when it was cut. */
  left(seconds: number): Promise<void>;
  /** Ends it within a few milliseconds. */
  cut(): void;
}

/** What the kiosk's voices come out of. */
export interface Player {
  /** Undefined when this machine lets nothing be heard. */
  open(): Promise<Sound | undefined>;
  setGain(gain: number): void;
}

const WAKE_MILLISECONDS = 2_000;
/** Below what an ear takes for late, above what a timer can keep. */
const LOOK_MILLISECONDS = 15;
/** A sound that is cut at once clicks. */
const FADE_SECONDS = 0.004;
const LEAD_SECONDS = 0.01;

/**
 * Plays through the system's own output, in one audio context for the whole visit.
 * @param listen is given the node that all sound passes through, once: for tests and measures
 */
export function createPlayer(listen?: (output: AudioNode) => void): Player {
  let output: GainNode | undefined;
  let gain = 1;

  async function wake(): Promise<GainNode | undefined> {
    try {
      output ??= makeOutput(gain, listen);
      if (output.context.state !== 'running') await Promise.race([resume(output), pause(WAKE_MILLISECONDS)]);
    } catch {
      return undefined;
    }
    return output.context.state === 'running' ? output : undefined;
  }

  return {
    async open() {
      const awake = await wake();
      return awake && openSound(awake);
    },
    setGain(wanted) {
      gain = wanted;
      output?.gain.setTargetAtTime(wanted, output.context.currentTime, FADE_SECONDS);
    },
  };
}

function makeOutput(gain: number, listen: ((output: AudioNode) => void) | undefined): GainNode {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  const output = new GainNode(context, { gain });
  output.connect(context.destination);
  listen?.(output);
  return output;
}

function resume(output: GainNode): Promise<void> {
  return output.context instanceof AudioContext ? output.context.resume() : Promise.resolve();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((over) => {
    setTimeout(over, milliseconds);
  });
}

interface Part {
  source: AudioBufferSourceNode;
  /** The number of its first sample, and when it is played on the context's clock. */
  first: number;
  starts: number;
  length: number;
}

function openSound(output: GainNode): Sound {
  const context = output.context as AudioContext;
  const fader = new GainNode(context);
  fader.connect(output);
  let parts: Part[] = [];
  let length = 0;
  let wasCut = false;
  const waiting = new Set<{ when: () => boolean; tell: () => void }>();
  let looking: ReturnType<typeof setInterval> | undefined;

  const heardUntil = () => context.currentTime - context.outputLatency;

  /** The number of the sample that is being heard. */
  function heard(): number {
    const now = heardUntil();
    parts = parts.filter((part, index) => index === parts.length - 1 || endOf(part) > now);
    const current = parts.findLast(({ starts }) => starts <= now);
    if (current) return current.first + Math.min(current.length, (now - current.starts) * SAMPLE_RATE);
    return parts.length === 0 ? length : -1;
  }

  function look(): void {
    for (const one of waiting) {
      if (!one.when()) continue;
      waiting.delete(one);
      one.tell();
    }
    if (waiting.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  }

  function wait(when: () => boolean, tell: () => void): void {
    if (when()) return tell();
    waiting.add({ when, tell });
    looking ??= setInterval(look, LOOK_MILLISECONDS);
  }

  return {
    add(samples) {
      const last = parts.at(-1);
      const soonest = context.currentTime + LEAD_SECONDS;
      const starts = last && endOf(last) > context.currentTime ? endOf(last) : onGrid(soonest);
      if (!wasCut && samples.length > 0) {
        const buffer = new AudioBuffer({ length: samples.length, sampleRate: SAMPLE_RATE });
        buffer.copyToChannel(samples, 0);
        const source = new AudioBufferSourceNode(context, { buffer });
        source.connect(fader);
        source.start(starts);
        parts.push({ source, first: length, starts, length: samples.length });
      }
      length += samples.length;
      return starts - heardUntil();
    },
    length: () => length,
    tellAt(sample, tell) {
      if (!wasCut) wait(() => heard() >= sample, tell);
    },
    left(seconds) {
      return new Promise((resolve) => {
        wait(() => wasCut || length - heard() <= seconds * SAMPLE_RATE, resolve);
      });
    },
    cut() {
      wasCut = true;
      const now = context.currentTime;
      fader.gain.setTargetAtTime(0, now, FADE_SECONDS);
      for (const { source } of parts) source.stop(now + 5 * FADE_SECONDS);
      look();
      waiting.clear();
      clearInterval(looking);
    },
  };
}

function endOf({ starts, length }: Part): number {
  return starts + length / SAMPLE_RATE;
}

/** Parts that begin between two samples would be smoothed by the system, and heard as a tick. */
function onGrid(seconds: number): number {
  return Math.ceil(seconds * SAMPLE_RATE) / SAMPLE_RATE;
}
