import { useTranslation } from 'react-i18next';
import { type Need } from '../../../shared/model/index.ts';
import { ChoiceCard, Choices, Notice } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { NEED_PICTOGRAMS, THEME_PICTOGRAMS } from '../need-pictograms.ts';
import { ROOM_FOR_POSTER, themesWithServices } from '../order.ts';
import { VisitScreen, WaitingScreen } from '../VisitScreen.tsx';

/** The themes of one need. */
export function NeedScreen({ need }: { need: Need }) {
  const { t } = useTranslation();
  const { go } = useVisit();
  const kiosk = useKiosk();
  if (!kiosk) return <WaitingScreen />;

  const themes = themesWithServices(need, kiosk.services);
  const cards = (
    <Choices>
      {themes.map((theme) => (
        <ChoiceCard
          key={theme}
          title={t(`theme.${theme}`)}
          pictogram={THEME_PICTOGRAMS[theme]}
          need={need}
          onPress={() => go({ screen: 'theme', theme })}
        />
      ))}
    </Choices>
  );
  return (
    <VisitScreen
      title={t(`need.${need}`)}
      pictogram={NEED_PICTOGRAMS[need]}
      need={need}
      hand={cards}
      scrolls="hand"
      poster={themes.length <= ROOM_FOR_POSTER}
    >
      {themes.length === 0 && (
        <Notice kind="info">
          <p>{t('need.empty')}</p>
        </Notice>
      )}
    </VisitScreen>
  );
}
