import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type HeadsetDetection } from '../../shared/contract/index.ts';
import { useLanguage } from '../language/index.ts';
import { RATES, VOLUMES } from '../speech/steps.ts';
import { type Block, blockOf, blocksIn, layerOf } from './blocks.ts';
import { type Reading } from './listening.ts';
import { Reader, type ReaderWords } from './reader.ts';
import { type Voice } from './voice.ts';

/** Listening, for as long as the page lives. Every setting is forgotten with it. */
export function useReading(voice: Voice, headset: HeadsetDetection): Reading {
  const [reader] = useState(() => new Reader(voice));
  const subscribe = useCallback((listener: () => void) => reader.subscribe(listener), [reader]);
  const state = useSyncExternalStore(subscribe, () => reader.state);
  const [open, setOpenState] = useState(false);
  const [always, setAlwaysState] = useState(false);
  const [rate, setRateState] = useState(voice.rate);
  const [volume, setVolumeState] = useState(voice.volume);
  const [plugged, setPluggedState] = useState(false);
  const words = useReaderWords();
  const last = useRef<HTMLElement>(undefined);
  const alone = headset === 'always' || (headset === 'keys' && plugged);
  const { t } = useTranslation();

  useEffect(() => {
    reader.setAlone(alone);
  }, [reader, alone]);
  useEffect(() => () => reader.stop(), [reader]);

  return useMemo(() => {
    const screen = (): Block[] => {
      const layer = layerOf(document);
      return layer ? blocksIn(layer, words.language) : [];
    };
    const readElement = (element: HTMLElement) => {
      last.current = element;
      void reader.read([blockOf(element, words.language)], words);
    };
    const setRate = (step: number) => {
      voice.setRate(within(step, RATES.length));
      setRateState(voice.rate);
      void reader.say(t('listen.rate', { number: voice.rate, total: RATES.length }), words);
    };
    const setVolume = (step: number) => {
      voice.setVolume(within(step, VOLUMES.length));
      setVolumeState(voice.volume);
      void reader.say(t('listen.volume', { number: voice.volume, total: VOLUMES.length }), words);
    };
    return {
      ...state,
      open,
      always,
      rate,
      volume,
      alone,
      setRate,
      setVolume,
      readElement,
      setOpen: (wanted) => {
        setOpenState(wanted);
        if (wanted) void reader.read(screen(), words, { end: true });
        else {
          setAlwaysState(false);
          reader.stop();
        }
      },
      setAlways: (wanted) => {
        setAlwaysState(wanted);
        if (wanted) void reader.read(screen(), words, { end: true });
      },
      readScreen: () => {
        last.current = undefined;
        void reader.read(screen(), words, { end: true });
      },
      step: (by) => {
        const blocks = screen();
        const marked = document.querySelector('[data-spoken]');
        const at = blocks.findIndex(({ element }) => element === (marked ?? last.current));
        const next = blocks[Math.min(Math.max(at + by, 0), blocks.length - 1)];
        if (next) readElement(next.element);
      },
      again: () => void reader.again(),
      stop: () => reader.stop(),
      warmUp: (language) => voice.warmUp(language),
      say: (text) => reader.say(text, words),
      announce: (element, { number, total }) => {
        last.current = element;
        void reader.read([announced(element, words.language, t, { number, total })], words);
      },
      setPlugged: (now) => {
        // A plug pulled out must silence the voice before anything comes out of the loudspeaker (acc-25).
        if (!now) reader.stop();
        setPluggedState(now);
      },
    };
  }, [reader, voice, state, open, always, rate, volume, alone, words, t]);
}

function useReaderWords(): ReaderWords {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(
    () => ({
      language,
      private: t('listen.private'),
      emptyField: t('say.field.empty'),
      noVoice: t('listen.no-voice'),
      failed: t('listen.failed'),
      end: t('say.end'),
    }),
    [t, language],
  );
}

/** A control as it is said when it is reached: its own words first, then what it is and where it stands. */
function announced(
  element: HTMLElement,
  language: ReaderWords['language'],
  t: ReturnType<typeof useTranslation>['t'],
  place: { number: number; total: number },
): Block {
  const block = blockOf(element, language);
  const label = element.getAttribute('aria-label');
  const text = label ?? block.passages.map((passage) => passage.text).join(' ');
  const pressed = element.getAttribute('aria-pressed') === 'true';
  const name =
    block.kind === 'field'
      ? t('say.field', { name: text })
      : t(pressed ? 'say.chosen' : 'say.button', { name: text });
  const said = `${name}. ${t('say.place', place)}`;
  // One language only: its own words are highlighted where they stand on the screen.
  const [first, ...others] = block.passages;
  const places =
    label === null && first && others.length === 0 && said.startsWith(first.text) ? first.places : [];
  const spoken = others.length === 0 && first ? first.language : language;
  return { ...block, passages: [{ text: said, language: spoken, spelled: false, places }] };
}

function within(step: number, most: number): number {
  return Math.min(Math.max(step, 1), most);
}
