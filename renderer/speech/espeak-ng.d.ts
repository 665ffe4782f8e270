declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakEvent {
    type: string;
    /** In characters (code points) of the text, from 1. */
    text_position: number;
    /** In milliseconds from the beginning of the sound. */
    audio_position: number;
  }

  export interface EspeakWorker {
    rate: number;
    /** 0 when the voice was found. Otherwise the previous voice stays: nothing may then be synthesised. */
    set_voice(name: string, language: string): number;
    /** Calls back with every tenth of a second of sound, and goes on unless told `true`. */
    synthesize(text: string, heard: (samples: Int16Array, events: EspeakEvent[]) => boolean): void;
  }

  export interface EspeakModule {
    eSpeakNGWorker: new () => EspeakWorker;
    FS_createDataFile(
      folder: string,
      name: string,
      bytes: Uint8Array,
      canRead: boolean,
      canWrite: boolean,
      canOwn: boolean,
    ): void;
  }

  interface ModuleWishes {
    /** Gives the data file instead of its being fetched. */
    getPreloadedPackage?(): ArrayBuffer;
    print?(line: string): void;
    printErr?(line: string): void;
  }

  export default function openModule(wishes?: ModuleWishes): Promise<EspeakModule>;
}
