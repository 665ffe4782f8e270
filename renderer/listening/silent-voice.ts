import { err } from '../../shared/result/index.ts';
import { USUAL_RATE, USUAL_VOLUME } from '../speech/steps.ts';
import { type Voice } from './voice.ts';

/**
 * Where no voice can be: in the frame of the console, whose page has nobody's origin and so may start no worker.
 * Recordings are heard all the same.
 */
export function silentVoice(): Voice {
  let rate = USUAL_RATE;
  let volume = USUAL_VOLUME;
  return {
    get rate() {
      return rate;
    },
    setRate(step) {
      rate = step;
    },
    get volume() {
      return volume;
    },
    setVolume(step) {
      volume = step;
    },
    say: async () => err('voice-failed'),
    stop: () => undefined,
    warmUp: () => undefined,
  };
}
