/*
 * Slows speech down without lowering it: overlapping windows of the sound are laid further apart, each taken where it
 * fits best onto the one before (WSOLA: Verhelst and Roelands, 1993).
 */

/** 40 ms at 22 050 samples a second: some periods of a voice. */
const WINDOW = 882;
const HOP = WINDOW / 2;
/** More than a period of a low voice (90 Hz) lies between the two ends of the search. */
const SEARCH = 160;

const FADE_IN = Float32Array.from(
  { length: HOP },
  (_, index) => 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / HOP),
);

export interface Stretcher {
  /** Takes what comes next and gives what is ready. */
  push(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** Gives the rest. */
  finish(): Float32Array<ArrayBuffer>;
}

/** Makes a sound `factor` times as long, as it comes in. */
export function createStretcher(factor: number): Stretcher {
  let sound = new Float32Array(0);
  /** How much of the sound has been let go of, so that a long text needs no long memory. */
  let gone = 0;
  let windows = 0;
  /** Where the last window would go on, were nothing stretched: what the next must resemble. */
  let natural = 0;
  let tail: Float32Array = new Float32Array(HOP);

  /** `end`: how far windows may reach. */
  function advance(end: number): Float32Array<ArrayBuffer> {
    const ready: Float32Array[] = [];
    for (;;) {
      const wanted = Math.round((windows * HOP) / factor);
      if (Math.max(wanted + SEARCH, natural) + WINDOW > end) break;
      const start = windows === 0 ? 0 : bestFit(sound, natural - gone, wanted - gone) + gone;
      const from = start - gone;
      ready.push(
        Float32Array.from(tail, (was, index) => was + (sound[from + index] ?? 0) * (FADE_IN[index] ?? 0)),
      );
      tail = Float32Array.from(
        tail,
        (_, index) => (sound[from + HOP + index] ?? 0) * (1 - (FADE_IN[index] ?? 0)),
      );
      natural = start + HOP;
      windows += 1;
    }
    const next = Math.round((windows * HOP) / factor);
    const useless = Math.max(0, Math.min(next - SEARCH, natural) - gone);
    sound = sound.slice(useless);
    gone += useless;
    return joined(ready);
  }

  return {
    push(samples) {
      sound = joined([sound, samples]);
      return advance(gone + sound.length);
    },
    finish() {
      const length = Math.round((gone + sound.length) * factor);
      sound = joined([sound, new Float32Array(WINDOW + 2 * SEARCH)]);
      const made = windows * HOP;
      const rest = joined([advance(gone + sound.length), tail]);
      return rest.slice(0, Math.max(0, length - made));
    },
  };
}

/** The place around `wanted` whose sound is most like the one at `natural`. */
function bestFit(sound: Float32Array, natural: number, wanted: number): number {
  let best = wanted;
  let bestLikeness = -Infinity;
  for (let place = Math.max(0, wanted - SEARCH); place <= wanted + SEARCH; place += 1) {
    const likeness = likenessOf(sound, natural, place);
    if (likeness > bestLikeness) {
      best = place;
      bestLikeness = likeness;
    }
  }
  return best;
}

function likenessOf(sound: Float32Array, one: number, other: number): number {
  let product = 0;
  let energy = 1e-9;
  for (let index = 0; index < HOP; index += 1) {
    const sample = sound[other + index] ?? 0;
    product += (sound[one + index] ?? 0) * sample;
    energy += sample * sample;
  }
  return product / Math.sqrt(energy);
}

function joined(parts: Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
