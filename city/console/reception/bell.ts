import { useEffect, useState } from 'react';

const RING_EVERY_MILLISECONDS = 3_000;

/** Two tones, the second lower, as a door bell; loud enough for a hall, and no file to fetch. */
const TONES = [
  { hertz: 880, after: 0 },
  { hertz: 660, after: 0.35 },
] as const;
const TONE_SECONDS = 0.7;
const LOUDNESS = 0.5;

interface Bell {
  /** Browsers let a page sound only after somebody touched it, and some take it back. */
  isOn: boolean;
  turnOn: () => void;
}

/** Rings every three seconds while `isRinging`, and keeps a telephone awake: one that sleeps hears nothing. */
export function useBell(isRinging: boolean): Bell {
  const [context, setContext] = useState<AudioContext>();
  const [isOn, setOn] = useState(false);

  async function turnOn() {
    const made = context ?? new AudioContext();
    const tell = () => setOn(made.state === 'running');
    if (context === undefined) made.addEventListener('statechange', tell);
    setContext(made);
    await made.resume();
    tell();
    ring(made);
  }

  useEffect(() => {
    if (!isRinging || !isOn || context === undefined) return undefined;
    ring(context);
    const timer = setInterval(() => ring(context), RING_EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isRinging, isOn, context]);

  useEffect(() => (isOn ? stayAwake() : undefined), [isOn]);

  return { isOn, turnOn: () => void turnOn() };
}

function ring(context: AudioContext): void {
  for (const { hertz, after } of TONES) {
    const start = context.currentTime + after;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + TONE_SECONDS);
  }
}

/** A browser may refuse, and takes it back when the page is hidden: asked again when it is seen. @returns how to end it */
function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
  };
  const seen = () => void ask();
  void ask();
  document.addEventListener('visibilitychange', seen);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    void lock?.release();
  };
}
