import { describe, expect, test } from 'vitest';
import { paceOf } from '../../renderer/speech/paces.ts';
import { gainOf, RATES, USUAL_RATE, USUAL_VOLUME, VOLUMES } from '../../renderer/speech/steps.ts';
import { createStretcher } from '../../renderer/speech/stretch.ts';
import { SPOKEN_LANGUAGES, VOICE_NAMES, voiceOf } from '../../renderer/speech/voices.ts';

const SAMPLE_RATE = 22_050;
/** What espeak understands: it takes less for 80 and more for 450. */
const ESPEAK_RATES = [80, 450] as const;

describe('the speed', () => {
  test('has eight steps from half to double, and the usual one among them', () => {
    expect(RATES).toHaveLength(8);
    expect([RATES[0], RATES[USUAL_RATE - 1], RATES.at(-1)]).toEqual([50, 100, 200]);
    expect(RATES).toEqual(RATES.toSorted((a, b) => a - b));
  });

  test.each(VOICE_NAMES)('of the voice %s grows with every step, within what espeak understands', (voice) => {
    const paces = RATES.map((_, index) => paceOf(voice, index + 1));
    const speeds = paces.map(({ wordsPerMinute, stretch }) => wordsPerMinute / stretch);
    for (const [index, speed] of speeds.entries()) expect(speed).toBeGreaterThan(speeds[index - 1] ?? 0);
    for (const { wordsPerMinute } of paces) {
      expect(wordsPerMinute).toBeGreaterThanOrEqual(ESPEAK_RATES[0]);
      expect(wordsPerMinute).toBeLessThanOrEqual(ESPEAK_RATES[1]);
    }
    expect(paces.map(({ stretch }) => stretch)).toEqual([2, 1 / 0.65, 1.25, 1, 1, 1, 1, 1]);
  });

  test('has no other steps', () => {
    expect(() => paceOf('fr', 0)).toThrow('step 0');
    expect(() => paceOf('fr', 9)).toThrow('step 9');
  });
});

test('the loudness has steps of at most 10 dB, 12 dB above the usual one and 18 dB in all', () => {
  const decibels = VOLUMES.map((_, index) => 20 * Math.log10(gainOf(index + 1)));
  for (const [index, one] of decibels.entries()) {
    expect(one - (decibels[index - 1] ?? one - 1)).toBeGreaterThan(0);
    expect(one - (decibels[index - 1] ?? one)).toBeLessThanOrEqual(10);
  }
  const usual = decibels[USUAL_VOLUME - 1] ?? 0;
  expect((decibels.at(-1) ?? 0) - usual).toBeGreaterThanOrEqual(12 - 1e-9);
  expect((decibels.at(-1) ?? 0) - (decibels[0] ?? 0)).toBeGreaterThanOrEqual(18);
  expect(gainOf(8)).toBe(1);
});

test('every language of the kiosk has a voice, and no other', () => {
  expect(SPOKEN_LANGUAGES).toHaveLength(14);
  expect(new Set(SPOKEN_LANGUAGES.map(voiceOf))).toEqual(new Set(VOICE_NAMES));
  expect(voiceOf('fr-simple')).toBe('fr');
  for (const other of ['bm', 'FR', '', 'toString']) expect(voiceOf(other)).toBeUndefined();
});

describe('a sound drawn out', () => {
  /** A voice is a tone with overtones that comes and goes. */
  function hum(seconds: number, hertz: number): Float32Array {
    return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, index) => {
      const time = index / SAMPLE_RATE;
      const tone = Math.sin(2 * Math.PI * hertz * time) + 0.5 * Math.sin(4 * Math.PI * hertz * time);
      return 0.3 * tone * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * time));
    });
  }

  function stretched(sound: Float32Array, factor: number, part = 2_205): number[] {
    const stretcher = createStretcher(factor);
    const made: number[] = [];
    for (let start = 0; start < sound.length; start += part)
      made.push(...stretcher.push(sound.subarray(start, start + part)));
    made.push(...stretcher.finish());
    return made;
  }

  /** How often it rises through zero in a second. */
  function pitchOf(sound: ArrayLike<number>): number {
    const samples = Array.from(sound);
    const rises = samples.filter((sample, index) => sample >= 0 && (samples[index - 1] ?? 0) < 0).length;
    return rises / (samples.length / SAMPLE_RATE);
  }

  test.each([1.25, 1 / 0.65, 2])('by %f is as much longer and as high as before', (factor) => {
    const sound = hum(1, 110);
    const slow = stretched(sound, factor);
    expect(slow).toHaveLength(Math.round(sound.length * factor));
    expect(pitchOf(slow) / pitchOf(sound)).toBeCloseTo(1, 1);
    const largest = slow.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(largest).toBeLessThan(0.6);
    expect(largest).toBeGreaterThan(0.3);
  });

  test('is the same however it comes in', () => {
    const sound = hum(0.5, 130);
    expect(stretched(sound, 2, 100)).toEqual(stretched(sound, 2, 5_000));
  });

  test('may be shorter than one window, or nothing', () => {
    expect(stretched(hum(0.01, 200), 2)).toHaveLength(440);
    expect(stretched(new Float32Array(0), 2)).toEqual([]);
  });
});
