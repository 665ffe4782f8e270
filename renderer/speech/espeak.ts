// oxlint-disable-next-line import/default -- the package has no types of its own; espeak-ng.d.ts names its only export
import openModule, { type EspeakEvent } from '@echogarden/espeak-ng-emscripten';
import { type WordMark } from './messages.ts';
import { SAMPLE_RATE } from './sample-rate.ts';

const FOLDER = '/usr/share/espeak-ng-data';

export interface Espeak {
  /** Whether this voice can be spoken with; reads its dictionary the first time. */
  load(voice: string): Promise<boolean>;
  /** Says a text, a tenth of a second at a time. False, and not a sound, when it has no such voice. */
  speak(
    voice: string,
    wordsPerMinute: number,
    text: string,
    heard: (samples: Float32Array<ArrayBuffer>, words: WordMark[]) => void,
  ): Promise<boolean>;
}

/**
 * Opens espeak-ng. `read` gives one of its files by name, undefined when there is none: `voices.data` holds what all
 * voices share, `<voice>_dict.data` the dictionary of one.
 */
export async function openEspeak(read: (file: string) => Promise<ArrayBuffer | undefined>): Promise<Espeak> {
  const shared = await read('voices.data');
  if (shared === undefined) throw new Error('the file that all voices share is missing');
  const espeak = await openModule({
    getPreloadedPackage: () => shared,
    // What it complains of may hold the words that it was given.
    print: () => undefined,
    printErr: () => undefined,
  });
  const synthesiser = new espeak.eSpeakNGWorker();
  // Every language borrows English words: their dictionary is among the shared files.
  const known = new Set<string>(['en']);

  async function load(voice: string): Promise<boolean> {
    if (known.has(voice)) return true;
    const dictionary = await read(`${voice}_dict.data`);
    if (dictionary === undefined) return false;
    if (!known.has(voice))
      espeak.FS_createDataFile(FOLDER, `${voice}_dict`, new Uint8Array(dictionary), true, true, true);
    known.add(voice);
    return true;
  }

  return {
    load,
    async speak(voice, wordsPerMinute, text, heard) {
      // A voice that is not found leaves the previous one in place: Tamil would be read by a French voice.
      if (!(await load(voice)) || synthesiser.set_voice(voice, voice) !== 0) return false;
      synthesiser.rate = wordsPerMinute;
      const places = placesOfCharacters(text);
      synthesiser.synthesize(text, (samples, events) => {
        heard(
          toFloats(samples),
          events.flatMap((event) => toWordMark(event, places)),
        );
        return false;
      });
      return true;
    },
  };
}

/** espeak counts code points, JavaScript UTF-16 units. */
function placesOfCharacters(text: string): number[] {
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    places.push(place);
    place += character.length;
  }
  return places;
}

function toWordMark(event: EspeakEvent, places: number[]): WordMark[] {
  const place = places[event.text_position - 1];
  if (event.type !== 'word' || place === undefined) return [];
  return [{ place, at: Math.round((event.audio_position / 1_000) * SAMPLE_RATE) }];
}

function toFloats(samples: Int16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}
