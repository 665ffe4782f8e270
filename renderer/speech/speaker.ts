import { err, ok, type Result } from '../../shared/result/index.ts';
import { paceOf } from './paces.ts';
import { cutIntoSigns, cutText, type Piece } from './pieces.ts';
import { type Player, type Sound } from './player.ts';
import { SAMPLE_RATE } from './sample-rate.ts';
import { gainOf, shareOfUsual, USUAL_RATE, USUAL_VOLUME } from './steps.ts';
import { openSynthesis, type SpeechWorker, type Synthesis } from './synthesis.ts';
import { localeOf, type VoiceName, voiceOf } from './voices.ts';
import { findWords, type SpokenWord } from './words.ts';

export interface Utterance {
  text: string;
  /** A language of the kiosk; another one has no voice. */
  language: string;
  /** One of the eight steps of `RATES`, from 1; the usual speed when it is not given. */
  rate?: number;
  /**
   * Sign by sign with pauses: for codes and telephone numbers. `names` are the words for signs that voices pass over,
   * such as `{'.': 'point'}`.
   */
  spell?: boolean | { names: Readonly<Record<string, string>> };
}

export interface Listening {
  /** Told when each word begins to be heard; never twice for the same word. */
  onWord?: (word: SpokenWord) => void;
  signal?: AbortSignal;
}

/** `stopped`: by its signal, by `stop`, or because something else is said. */
export type Said = Result<undefined, 'no-voice' | 'voice-failed' | 'stopped'>;

export interface Speaker {
  /** Says one thing, in place of whatever is being said. Resolves when it has been heard to its end. */
  say(utterance: Utterance, listening?: Listening): Promise<Said>;
  stop(): void;
  hasVoice(language: string): boolean;
  /** Gets a language ready, so that its first word comes at once. */
  warmUp(language: string): void;
  /** One of the eight steps of `VOLUMES`, from 1; heard at once. A new speaker begins with the usual one. */
  setVolume(volume: number): void;
  /** Ends the sound and the worker. */
  close(): void;
}

/** The name of the measure (User Timing) from `say` to the first sample that is not silence. */
export const FIRST_SOUND = 'speech-first-sound';

/** How far the voice is ahead of the ear: enough for a busy machine, little to be thrown away when it is stopped. */
const AHEAD_SECONDS = 2;

export function assembleSpeaker(player: Player, startWorker: () => SpeechWorker): Speaker {
  const synthesis = openSynthesis(startWorker);
  let turn: AbortController | undefined;
  player.setGain(gainOf(USUAL_VOLUME));

  return {
    say(utterance, { onWord, signal: outer } = {}) {
      turn?.abort();
      turn = new AbortController();
      const signal = outer ? AbortSignal.any([turn.signal, outer]) : turn.signal;
      const asked = performance.now();
      return speak({ player, synthesis, utterance, asked, signal, ...(onWord ? { onWord } : {}) });
    },
    stop() {
      turn?.abort();
    },
    hasVoice: (language) => voiceOf(language) !== undefined,
    warmUp(language) {
      const voice = voiceOf(language);
      if (voice) synthesis.load(voice);
      void player.open();
    },
    setVolume: (volume) => player.setGain(gainOf(volume)),
    close() {
      turn?.abort();
      synthesis.close();
    },
  };
}

interface Speaking {
  player: Player;
  synthesis: Synthesis;
  utterance: Utterance;
  /** When it was asked for, on the clock of `performance`. */
  asked: number;
  signal: AbortSignal;
  onWord?: (word: SpokenWord) => void;
}

async function speak(speaking: Speaking): Promise<Said> {
  const { player, utterance, signal } = speaking;
  const voice = voiceOf(utterance.language);
  if (voice === undefined) return err('no-voice');
  const pieces = cut(utterance, voice);
  if (pieces.length === 0) return /\p{L}/u.test(utterance.text) ? err('no-voice') : ok();
  const sound = await player.open();
  if (signal.aborted) return err('stopped');
  if (!sound) return err('voice-failed');
  signal.addEventListener('abort', () => sound.cut());
  const said = await speakPieces(speaking, pieces, sound, tellerOfWords(speaking, voice));
  await sound.left(0);
  return signal.aborted ? err('stopped') : said;
}

function cut({ text, spell }: Utterance, voice: VoiceName): Piece[] {
  if (spell === undefined || spell === false) return cutText(text, voice);
  return cutIntoSigns(text, voice, spell === true ? {} : spell.names);
}

async function speakPieces(
  { synthesis, utterance, asked, signal }: Speaking,
  pieces: Piece[],
  sound: Sound,
  tellWord: (place: number) => void,
): Promise<Said> {
  const rate = utterance.rate ?? USUAL_RATE;
  let measured = false;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) sound.add(silenceAfter(pieces[index - 1], rate));
    await sound.left(AHEAD_SECONDS);
    if (signal.aborted) return err('stopped');
    const begins = sound.length();
    const end = await synthesis.speak(
      piece,
      paceOf(piece.voice, rate),
      (samples, words) => {
        const delay = sound.add(samples);
        measured ||= measureFirstSound(samples, asked, delay);
        for (const { place, at } of words) {
          const origin = piece.origins[place];
          if (origin !== undefined) sound.tellAt(begins + at, () => tellWord(origin));
        }
      },
      signal,
    );
    if (end !== 'done') return err(end);
  }
  return ok();
}

function silenceAfter(piece: Piece | undefined, rate: number): Float32Array<ArrayBuffer> {
  return new Float32Array(Math.round(((piece?.pause ?? 0) / shareOfUsual(rate)) * SAMPLE_RATE));
}

/** Finds the word of the written text, and tells it once, in the order of reading. */
function tellerOfWords({ utterance, onWord, signal }: Speaking, voice: VoiceName): (place: number) => void {
  if (!onWord) return () => undefined;
  const find = findWords(utterance.text, localeOf(voice), utterance.spell ? 'grapheme' : 'word');
  let told = -1;
  return (place) => {
    const word = find(place);
    if (word === undefined || word.start <= told || signal.aborted) return;
    told = word.start;
    onWord(word);
  };
}

function measureFirstSound(samples: Float32Array, asked: number, delaySeconds: number): boolean {
  const first = samples.findIndex((sample) => sample !== 0);
  if (first === -1) return false;
  performance.clearMeasures(FIRST_SOUND);
  const end = performance.now() + (delaySeconds + first / SAMPLE_RATE) * 1_000;
  performance.measure(FIRST_SOUND, { start: asked, end });
  return true;
}
