import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BigButton,
  ChoiceCard,
  Choices,
  COLOUR_THEMES,
  FIRST_APPEARANCE,
  TEXT_SIZES,
} from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { VisitScreen } from '../VisitScreen.tsx';

/** Text size and colours, seen at once; the answers already given stay. */
export function TextScreen() {
  const { t } = useTranslation();
  const { appearance, setAppearance, back } = useVisit();
  const [more, setMore] = useState(false);
  const done = (
    <BigButton kind="main" onPress={back} pictogram={{ name: 'check' }}>
      {t('text.done')}
    </BigButton>
  );
  if (more) return <MoreSettings done={done} />;
  const hand = (
    <div className="buttons">
      <div className="buttons-row">
        <BigButton onPress={() => setMore(true)} pictogram={{ name: 'accessibility' }}>
          {t('text.more')}
        </BigButton>
        <BigButton onPress={() => setAppearance(FIRST_APPEARANCE)} pictogram={{ name: 'rotate-ccw' }}>
          {t('text.reset')}
        </BigButton>
      </div>
      {done}
    </div>
  );
  return (
    <VisitScreen title={t('text.title')} pictogram="eye" hand={hand}>
      <Setting title={t('text.size')}>
        {TEXT_SIZES.map((textSize) => (
          <ChoiceCard
            key={textSize}
            title={<span className={`sample-${textSize}`}>{t(`text.${textSize}`)}</span>}
            onPress={() => setAppearance({ ...appearance, textSize })}
            chosen={{ is: appearance.textSize === textSize, word: t('chosen') }}
          />
        ))}
      </Setting>
      <Setting title={t('text.colours')}>
        {COLOUR_THEMES.map((theme) => (
          <ChoiceCard
            key={theme}
            title={t(`text.${theme}`)}
            onPress={() => setAppearance({ ...appearance, theme })}
            chosen={{ is: appearance.theme === theme, word: t('chosen') }}
          />
        ))}
      </Setting>
    </VisitScreen>
  );
}

/** In the hand zone, because somebody who sits must reach what brings everything down (acc-17). */
function MoreSettings({ done }: { done: ReactNode }) {
  const { t } = useTranslation();
  const { appearance, setAppearance } = useVisit();
  const hand = (
    <>
      <Setting title={t('text.height')}>
        <ChoiceCard
          title={t('text.height.usual')}
          onPress={() => setAppearance({ ...appearance, height: 'usual' })}
          chosen={{ is: appearance.height === 'usual', word: t('chosen') }}
        />
        <ChoiceCard
          title={t('text.height.low')}
          line={t('text.height.low.line')}
          pictogram="accessibility"
          onPress={() => setAppearance({ ...appearance, height: 'low' })}
          chosen={{ is: appearance.height === 'low', word: t('chosen') }}
        />
      </Setting>
      <Setting title={t('text.motion')}>
        <ChoiceCard
          title={t('text.motion.yes')}
          onPress={() => setAppearance({ ...appearance, motion: 'usual' })}
          chosen={{ is: appearance.motion === 'usual', word: t('chosen') }}
        />
        <ChoiceCard
          title={t('text.motion.no')}
          onPress={() => setAppearance({ ...appearance, motion: 'none' })}
          chosen={{ is: appearance.motion === 'none', word: t('chosen') }}
        />
      </Setting>
      {done}
    </>
  );
  return <VisitScreen title={t('text.title')} pictogram="eye" hand={hand} scrolls="hand" />;
}

function Setting({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Choices columns={2}>{children}</Choices>
    </section>
  );
}
