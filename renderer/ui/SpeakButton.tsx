import { type RefObject, useContext, useLayoutEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { HearContext } from './hear.ts';
import { Pictogram } from './Pictogram.tsx';
import { useSinglePress } from './use-single-press.ts';

export interface SpeakButtonProps {
  /** What is read. */
  of: RefObject<HTMLElement | null>;
  /** Names the text for those who do not see beside what the loudspeaker stands; else the words that stand there do. */
  text: string | undefined;
}

/** The loudspeaker beside something that does another thing when it is touched (lang-4). */
export function SpeakButton({ of, text }: SpeakButtonProps) {
  const hear = useContext(HearContext);
  const press = useSinglePress(() => {
    if (of.current) hear?.hear(of.current);
  });
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const words = text ?? of.current?.innerText.replaceAll(/\s+/g, ' ') ?? '';
    if (hear) button.current?.setAttribute('aria-label', hear.label(words));
  });
  if (!hear) return null;
  return (
    <Button ref={button} className="speak-button" onPress={press}>
      <Pictogram name="volume-2" />
    </Button>
  );
}
