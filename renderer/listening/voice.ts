import { type Language, type Recording } from '../../shared/model/index.ts';
import { type Result } from '../../shared/result/index.ts';

/** What is told of a recording while it is heard. */
export type Recorded = Pick<Recording, 'by' | 'example'>;

export interface VoiceOrders {
  signal: AbortSignal;
  /** The word from `start` to `end` is heard now. */
  onWord: (start: number, end: number) => void;
  /** Whose recording is heard from now on; undefined for a machine's voice. */
  onRecorded?: (recording: Recorded | undefined) => void;
}

export interface Spoken {
  text: string;
  language: Language;
  /** Sign by sign: a code, a telephone number. */
  spelled: boolean;
}

/** What can be asked of a voice; who speaks (a person's recording, a machine) is its own business. */
export interface Voice {
  /** Answers once it is heard to its end. `no-voice`: not in this language; `voice-failed`: not at all. */
  say(
    utterance: Spoken,
    orders: VoiceOrders,
  ): Promise<Result<undefined, 'no-voice' | 'voice-failed' | 'stopped'>>;
  stop(): void;
  warmUp(language: Language): void;
  /** One of the steps of renderer/speech; a visit begins in their middle and forgets them at its end (acc-26, acc-27). */
  readonly rate: number;
  setRate(step: number): void;
  readonly volume: number;
  setVolume(step: number): void;
}
