import { type RefObject, useContext } from 'react';
import { Button } from 'react-aria-components';
import { HearContext } from './hear.ts';
import { Pictogram } from './Pictogram.tsx';
import { useSinglePress } from './use-single-press.ts';

export interface SpeakButtonProps {
  /** What is read. */
  of: RefObject<HTMLElement | null>;
  /** Names the text for those who do not see beside what the loudspeaker stands. */
  text: string;
}

/** The loudspeaker beside something that does another thing when it is touched (lang-4). */
export function SpeakButton({ of, text }: SpeakButtonProps) {
  const hear = useContext(HearContext);
  const press = useSinglePress(() => {
    if (of.current) hear?.hear(of.current);
  });
  if (!hear) return null;
  return (
    <Button className="speak-button" onPress={press} aria-label={hear.label(text)}>
      <Pictogram name="volume-2" />
    </Button>
  );
}
