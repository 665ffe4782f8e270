import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton, Notice, Pictogram, type PictogramName } from '../ui/index.ts';
import { useListening } from './listening.ts';
import { type Recorded } from './voice.ts';

/**
 * Above the bar that is always there, while somebody listens: start, stop, again, one by one, speed, volume. What comes
 * and goes stands at its top, so that no button moves from under a finger.
 */
export function ListenBar() {
  const { t } = useTranslation();
  const listening = useListening();
  const { speaking, recorded, rate, volume, always, filmed, watch } = listening;
  const trouble = listening.filmTrouble ?? listening.trouble;
  if (!listening.open) return null;
  return (
    <section className="listen-bar" aria-label={t('listen.bar')}>
      {trouble !== undefined && (
        <Notice kind="warn" pictogram="volume-x" live>
          <p>{trouble}</p>
        </Notice>
      )}
      <Speaker recorded={recorded} />
      {filmed && (
        <BigButton pictogram={{ name: 'hand' }} onPress={watch}>
          {t('listen.sign')}
        </BigButton>
      )}
      <div className="listen-buttons">
        {speaking ? (
          <Order word={t('listen.stop')} pictogram="square" onPress={listening.stop} />
        ) : (
          <Order word={t('listen.page')} pictogram="play" onPress={listening.readScreen} />
        )}
        <Order word={t('listen.again')} pictogram="repeat-1" onPress={listening.again} />
        <Order word={t('listen.previous')} pictogram="skip-back" turns onPress={() => listening.step(-1)} />
        <Order word={t('listen.next')} pictogram="skip-forward" turns onPress={() => listening.step(1)} />
        <Order
          word={t('listen.always')}
          pictogram="audio-lines"
          pressed={always}
          onPress={() => listening.setAlways(!always)}
        />
        <Order word={t('listen.slower')} pictogram="turtle" onPress={() => listening.setRate(rate - 1)} />
        <Order word={t('listen.faster')} pictogram="rabbit" onPress={() => listening.setRate(rate + 1)} />
        <Order
          word={t('listen.quieter')}
          pictogram="volume-1"
          onPress={() => listening.setVolume(volume - 1)}
        />
        <Order
          word={t('listen.louder')}
          pictogram="volume-2"
          onPress={() => listening.setVolume(volume + 1)}
        />
        <Order word={t('listen.close')} pictogram="x" onPress={() => listening.setOpen(false)} />
      </div>
    </section>
  );
}

/**
 * Who is heard, where a city recorded the text. Once taken, its room stays: the touch that silences the voice must not
 * move what it touches.
 */
function Speaker({ recorded }: { recorded: Recorded | undefined }) {
  const { t } = useTranslation();
  const words = recorded && wordsFor(recorded);
  const [lastWords, setLastWords] = useState<ReturnType<typeof wordsFor>>(words);
  if (words !== undefined && words !== lastWords) setLastWords(words);
  if (lastWords === undefined) return null;
  return (
    <p className="mark listen-speaker" data-heard={words !== undefined}>
      <Pictogram name="mic" />
      <span>{t(words ?? lastWords)}</span>
    </p>
  );
}

/** A machine's recording is as any other machine's voice; an example never passes for a person. */
function wordsFor({ by, example }: Recorded) {
  if (example) return 'listen.example';
  return by === 'machine' ? undefined : 'listen.recorded';
}

interface OrderProps {
  word: string;
  pictogram: PictogramName;
  onPress: () => void;
  pressed?: boolean;
  /** Its drawing means a direction. */
  turns?: boolean;
}

function Order({ word, pictogram, onPress, pressed, turns = false }: OrderProps) {
  return (
    <div className="listen-order">
      <BigButton
        kind="small"
        onPress={onPress}
        pictogram={{ name: pictogram, ...(turns ? { follows: 'reading-direction' as const } : {}) }}
        {...(pressed === undefined ? {} : { pressed })}
      >
        {word}
      </BigButton>
    </div>
  );
}
