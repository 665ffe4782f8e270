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
  const hand = (
    <div className="buttons">
      <BigButton onPress={() => setAppearance(FIRST_APPEARANCE)} pictogram={{ name: 'rotate-ccw' }}>
        {t('text.reset')}
      </BigButton>
      <BigButton kind="main" onPress={back} pictogram={{ name: 'check' }}>
        {t('text.done')}
      </BigButton>
    </div>
  );
  return (
    <VisitScreen title={t('text.title')} pictogram="eye" hand={hand}>
      <section className="section" aria-labelledby="text-size">
        <h2 id="text-size">{t('text.size')}</h2>
        <Choices columns={2}>
          {TEXT_SIZES.map((textSize) => (
            <ChoiceCard
              key={textSize}
              title={<span className={`sample-${textSize}`}>{t(`text.${textSize}`)}</span>}
              onPress={() => setAppearance({ ...appearance, textSize })}
              chosen={{ is: appearance.textSize === textSize, word: t('chosen') }}
            />
          ))}
        </Choices>
      </section>
      <section className="section" aria-labelledby="text-colours">
        <h2 id="text-colours">{t('text.colours')}</h2>
        <Choices columns={2}>
          {COLOUR_THEMES.map((theme) => (
            <ChoiceCard
              key={theme}
              title={t(`text.${theme}`)}
              onPress={() => setAppearance({ ...appearance, theme })}
              chosen={{ is: appearance.theme === theme, word: t('chosen') }}
            />
          ))}
        </Choices>
      </section>
    </VisitScreen>
  );
}
