import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clipId, type Language } from '../../shared/model/index.ts';
import { useLanguage } from '../language/index.ts';
import { type Block, blockOf, blocksIn, layerOf, type Passage } from './blocks.ts';
import { blobOf, type Clips } from './clips.ts';
import { type ReaderState } from './reader.ts';

/** A film in sign language, before the visitor. */
export interface Film {
  picture: Blob;
  text: string;
  language: Language;
  example: boolean;
}

export interface Signing {
  /** There is a film of what was read last, or of what the screen says first. */
  filmed: boolean;
  film: Film | undefined;
  /** Why there is no film after all, as a sentence for the screen. */
  filmTrouble: string | undefined;
  watch: () => void;
  endFilm: () => void;
  /** It cannot be shown. */
  failFilm: () => void;
}

interface Filmed {
  id: string;
  passage: Passage;
}

/** What it has to know of the voice. */
type Heard = Pick<ReaderState, 'heard'> & { open: boolean; stop: () => void };

/** @returns with `look`, to be called when another screen stands before the visitor */
export function useSigning(reading: Heard, clips: Clips): Signing & { look: () => void } {
  const { t } = useTranslation();
  const language = useLanguage();
  const [filmed, setFilmed] = useState<Filmed>();
  const [film, setFilm] = useState<Film>();
  const [failed, setFailed] = useState<Filmed>();
  const looks = useRef(0);
  const { open, heard } = reading;

  const look = useCallback(
    async (screen: 'same' | 'other') => {
      looks.current += 1;
      const own = looks.current;
      const layer = open ? layerOf(document) : undefined;
      const found = layer && (await firstFilmed(passagesAtHand(layer, language, heard), clips));
      // A slower look at an earlier screen must not win.
      if (own !== looks.current) return;
      // While the reading goes on, a button that went would let the others move from under a finger.
      setFilmed((known) => found ?? (screen === 'same' ? known : undefined));
    },
    [open, heard, clips, language],
  );
  useEffect(() => void look('same'), [look]);

  const watch = async () => {
    if (!filmed) return;
    reading.stop();
    const recording = await clips.fetch(filmed.id);
    setFailed(recording.ok ? undefined : filmed);
    if (!recording.ok) return;
    const { text, language: written } = filmed.passage;
    const { example } = recording.value;
    setFilm({ picture: blobOf(recording.value), text, language: written, example });
  };

  return {
    filmed: filmed !== undefined,
    film,
    filmTrouble: filmed && failed?.id === filmed.id ? t('reason.unknown-clip.visitor') : undefined,
    watch: () => void watch(),
    endFilm: () => setFilm(undefined),
    failFilm: () => {
      setFailed(filmed);
      setFilm(undefined);
    },
    look: () => void look('other'),
  };
}

async function firstFilmed(passages: readonly Passage[], clips: Clips): Promise<Filmed | undefined> {
  for (const passage of passages) {
    const id = await clipId('lsf', passage.text);
    if (clips.ids.has(id)) return { id, passage };
  }
  return undefined;
}

/** What was read last, when it still stands there; then the title and the first paragraph. */
function passagesAtHand(layer: HTMLElement, language: Language, heard: string | undefined): Passage[] {
  const passages = blocksIn(layer, language).flatMap(sharedPassages);
  const first = [layer.querySelector('h1'), layer.querySelector('.lead') ?? layer.querySelector('p')];
  return [
    ...passages.filter(({ text }) => text === heard),
    ...first.flatMap((element) =>
      element instanceof HTMLElement ? sharedPassages(blockOf(element, language)) : [],
    ),
  ];
}

function sharedPassages(block: Block): Passage[] {
  return block.private ? [] : block.passages;
}
