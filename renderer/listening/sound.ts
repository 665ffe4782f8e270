import { gainOf, shareOfUsual } from '../speech/steps.ts';

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

export function playSound(recording: Blob, orders: SoundOrders): Sound {
  const address = URL.createObjectURL(recording);
  const audio = new Audio(address);
  const { promise, resolve } = Promise.withResolvers<'heard' | 'cut' | 'unplayable'>();
  const setRate = (step: number) => {
    audio.playbackRate = shareOfUsual(step);
  };
  const setVolume = (step: number) => {
    audio.volume = gainOf(step);
  };
  // Loading sets the speed to the default one.
  audio.defaultPlaybackRate = shareOfUsual(orders.rate);
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
