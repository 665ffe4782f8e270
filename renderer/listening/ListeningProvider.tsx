import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { type HeadsetDetection } from '../../shared/contract/index.ts';
import { HearContext } from '../ui/index.ts';
import { useTranslation } from 'react-i18next';
import { blocksIn, layerOf } from './blocks.ts';
import { ClipVoice, type Clips } from './clips.ts';
import { ListeningContext, type Listening } from './listening.ts';
import { SignFilm } from './SignFilm.tsx';
import { ringSoftly } from './tone.ts';
import { useReading } from './use-reading.ts';
import { useScreenChanges } from './use-screen-changes.ts';
import { useSigning } from './use-signing.ts';
import { type Voice } from './voice.ts';
import { useLanguage } from '../language/index.ts';

export interface ListeningProviderProps {
  voice: Voice;
  clips: Clips;
  headset: HeadsetDetection;
  children: ReactNode;
}

export function ListeningProvider({ voice, clips, headset, children }: ListeningProviderProps) {
  const [recordedFirst] = useState(() => new ClipVoice(voice));
  const reading = useReading(recordedFirst, headset);
  const { look, ...signing } = useSigning(reading, clips);
  const listening = { ...reading, ...signing };
  const { t } = useTranslation();
  useEffect(() => recordedFirst.follow(clips), [recordedFirst, clips]);
  useStopAtTouch(listening);
  useFollowScreens(listening, look);
  useTextsToTouch(listening);
  const hear = {
    open: listening.open,
    label: (text: string) => t('listen.this', { text }),
    hear: listening.readElement,
  };
  return (
    <ListeningContext value={listening}>
      <HearContext value={hear}>{children}</HearContext>
      {signing.film && <SignFilm film={signing.film} signing={signing} />}
    </ListeningContext>
  );
}

/** acc-24: whatever is touched, the voice is silent first. */
function useStopAtTouch(listening: Listening): void {
  const touched = useEffectEvent(() => {
    if (listening.speaking) listening.stop();
  });
  useEffect(() => {
    const stop = () => touched();
    addEventListener('pointerdown', stop, { capture: true, passive: true });
    return () => removeEventListener('pointerdown', stop, { capture: true });
  }, []);
}

/** A new screen silences the one before and, where that was asked for, is read itself. */
function useFollowScreens(listening: Listening, look: () => void): void {
  useScreenChanges({
    changed: () => {
      look();
      if (saysItself()) return;
      // Who watches a film does not listen.
      if (listening.film) listening.stop();
      else if (isQuestion()) void askAloud(listening);
      else if (listening.always) listening.readScreen();
      else if (listening.speaking) listening.stop();
    },
    noticed: (notice) => {
      if (listening.always) listening.readElement(notice);
    },
  });
}

/** A screen that lasts only as long as its own words. */
function saysItself(): boolean {
  return document.querySelector('main[data-says-itself]') !== null;
}

/** acc-19: a question that waits for an answer is always heard, for those who look elsewhere. */
async function askAloud(listening: Listening): Promise<void> {
  await ringSoftly();
  if (isQuestion()) listening.readScreen();
}

function isQuestion(): boolean {
  return document.querySelector('.ask-overlay[data-urgent]') !== null;
}

/** lang-4: while somebody listens, every text carries a loudspeaker and is read when it is touched. */
function useTextsToTouch(listening: Listening): void {
  const language = useLanguage();
  const mark = useEffectEvent(() => {
    for (const old of document.querySelectorAll('[data-speakable]')) old.removeAttribute('data-speakable');
    const layer = layerOf(document);
    if (!listening.open || !layer) return;
    for (const { element, kind } of blocksIn(layer, language)) {
      if (kind === 'text') element.setAttribute('data-speakable', 'true');
    }
  });
  const hear = useEffectEvent((element: HTMLElement) => listening.readElement(element));

  useEffect(() => {
    mark();
    if (!listening.open) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(() => mark(), MARK_AFTER_MILLISECONDS);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const touched = (event: MouseEvent) => {
      const text = event.target instanceof Element ? event.target.closest('[data-speakable]') : null;
      const onControl = event.target instanceof Element && event.target.closest('button') !== null;
      if (text instanceof HTMLElement && !onControl) hear(text);
    };
    document.addEventListener('click', touched);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('click', touched);
    };
  }, [listening.open]);
}

const MARK_AFTER_MILLISECONDS = 150;
