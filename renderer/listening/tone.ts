/** Two soft notes, the second higher: somebody is asked something (acc-19). Hertz, then seconds from the beginning. */
const NOTES = [
  [523, 0],
  [659, 0.22],
] as const;

const NOTE_SECONDS = 0.2;
const LOUDNESS = 0.12;

/** Draws the ear to a question that waits, before the voice reads it. */
export async function ringSoftly(): Promise<void> {
  const context = new AudioContext();
  for (const [frequency, at] of NOTES) {
    const note = new OscillatorNode(context, { frequency });
    const swell = new GainNode(context, { gain: 0 });
    const begin = context.currentTime + at;
    swell.gain.setValueAtTime(0, begin);
    swell.gain.linearRampToValueAtTime(LOUDNESS, begin + NOTE_SECONDS / 4);
    swell.gain.linearRampToValueAtTime(0, begin + NOTE_SECONDS);
    note.connect(swell).connect(context.destination);
    note.start(begin);
    note.stop(begin + NOTE_SECONDS);
  }
  const last = NOTES.at(-1)?.[1] ?? 0;
  await new Promise((resolve) => setTimeout(resolve, (last + NOTE_SECONDS) * 1_000));
  await context.close();
}
