import { RATE_STEPS, VOLUME_STEPS } from './voice.ts';

/** A recording that is being heard. */
export interface Sound {
  /** `unplayable`: it cannot be heard, or not to its end. */
  over: Promise<'heard' | 'cut' | 'unplayable'>;
  cut: () => void;
  setRate: (step: number) => void;
  setVolume: (step: number) => void;
}

export interface SoundOrders {
  rate: number;
  volume: number;
  /** It is heard now. */
  onBegin: () => void;
}

/** What each step of the speed is of the recording's own, its pitch unchanged (acc-27). */
const SPEEDS = [0.5, 0.65, 0.8, 1, 1.25, 1.5, 1.75, 2];

/** Three steps, 12 dB, are left above the one that a visit begins with (acc-26). */
const DECIBELS_A_STEP = 4;

export function playSound(recording: Blob, orders: SoundOrders): Sound {
  const address = URL.createObjectURL(recording);
  const audio = new Audio(address);
  const { promise, resolve } = Promise.withResolvers<'heard' | 'cut' | 'unplayable'>();
  const setRate = (step: number) => {
    audio.playbackRate = speedOf(step);
  };
  const setVolume = (step: number) => {
    audio.volume = gainOf(step);
  };
  // Loading sets the speed to the default one.
  audio.defaultPlaybackRate = speedOf(orders.rate);
  setRate(orders.rate);
  setVolume(orders.volume);
  audio.addEventListener('playing', orders.onBegin, { once: true });
  audio.addEventListener('ended', () => resolve('heard'));
  audio.addEventListener('error', () => resolve('unplayable'));
  // Cutting it before it began also refuses this promise, and is known by then.
  audio.play().catch(() => resolve('unplayable'));
  return {
    over: promise.finally(() => {
      audio.pause();
      URL.revokeObjectURL(address);
    }),
    cut() {
      // Silent now, and not when the promise is looked at.
      audio.pause();
      resolve('cut');
    },
    setRate,
    setVolume,
  };
}

function speedOf(step: number): number {
  const speed = SPEEDS[step - 1];
  if (speed === undefined) throw new Error(`there is no step ${step} of ${RATE_STEPS}`);
  return speed;
}

function gainOf(step: number): number {
  return 10 ** (((step - VOLUME_STEPS) * DECIBELS_A_STEP) / 20);
}
