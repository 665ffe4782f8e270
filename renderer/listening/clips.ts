import { clipId, type Language, type Recording } from '../../shared/model/index.ts';
import { err, ok, type Result } from '../../shared/result/index.ts';
import { fromBase64 } from '../../shared/sealing/index.ts';
import { playSound, type Sound } from './sound.ts';
import { type Spoken, type Voice, type VoiceOrders } from './voice.ts';

/** What the cities recorded, as the page may ask for it. */
export interface Clips {
  ids: ReadonlySet<string>;
  /** `unknown-clip`: it was taken back, or the kiosk does not answer. */
  fetch: (id: string) => Promise<Result<Recording, 'unknown-clip'>>;
}

const NO_CLIPS: Clips = { ids: new Set(), fetch: async () => err('unknown-clip') };

export function blobOf({ mediaType, data }: Recording): Blob {
  return new Blob([fromBase64(data)], { type: mediaType });
}

/**
 * A person's recording where a city gave one, the machine's voice everywhere else (voice-2). Only texts that were
 * recorded are ever asked for: what somebody typed does not leave the page.
 */
export class ClipVoice implements Voice {
  readonly #machine: Voice;
  readonly #play: typeof playSound;
  #clips = NO_CLIPS;
  #sound: Sound | undefined;

  constructor(machine: Voice, play = playSound) {
    this.#machine = machine;
    this.#play = play;
  }

  /** From now on these are the clips. */
  follow(clips: Clips): void {
    this.#clips = clips;
  }

  async say(
    utterance: Spoken,
    orders: VoiceOrders,
  ): Promise<Result<undefined, 'no-voice' | 'voice-failed' | 'stopped'>> {
    const recording = await this.#find(utterance);
    if (orders.signal.aborted) return err('stopped');
    const heard = recording && (await this.#hear(recording, orders));
    if (heard === 'heard') return ok();
    if (heard === 'cut' || orders.signal.aborted) return err('stopped');
    orders.onRecorded?.(undefined);
    return this.#machine.say(utterance, orders);
  }

  stop(): void {
    this.#sound?.cut();
    this.#machine.stop();
  }

  warmUp(language: Language): void {
    this.#machine.warmUp(language);
  }

  get rate(): number {
    return this.#machine.rate;
  }

  setRate(step: number): void {
    this.#machine.setRate(step);
    this.#sound?.setRate(step);
  }

  get volume(): number {
    return this.#machine.volume;
  }

  setVolume(step: number): void {
    this.#machine.setVolume(step);
    this.#sound?.setVolume(step);
  }

  async #find({ text, language }: Spoken): Promise<Recording | undefined> {
    // What is not written in easy French stands there in French, and was recorded in it.
    const languages: Language[] = language === 'fr-simple' ? [language, 'fr'] : [language];
    for (const each of languages) {
      const id = await clipId(each, text);
      if (!this.#clips.ids.has(id)) continue;
      const fetched = await this.#clips.fetch(id);
      if (fetched.ok) return fetched.value;
    }
    return undefined;
  }

  async #hear(recording: Recording, { signal, onRecorded }: VoiceOrders) {
    const { rate, volume } = this;
    const sound = this.#play(blobOf(recording), { rate, volume, onBegin: () => onRecorded?.(recording) });
    this.#sound = sound;
    const cut = () => sound.cut();
    signal.addEventListener('abort', cut, { once: true });
    const heard = await sound.over;
    signal.removeEventListener('abort', cut);
    if (this.#sound === sound) this.#sound = undefined;
    return heard;
  }
}
