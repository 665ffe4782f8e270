import { useTranslation } from 'react-i18next';
import { type Need, type Pictogram, type Theme } from '../../../shared/model/index.ts';
import { ChoiceCard, Choices, Notice } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { themesWithServices } from '../order.ts';
import { VisitScreen, WaitingScreen } from '../VisitScreen.tsx';
import { NEED_PICTOGRAMS } from './HomeScreen.tsx';

export const THEME_PICTOGRAMS: Record<Theme, Pictogram> = {
  'daily-life': 'shopping-basket',
  newcomers: 'signpost',
  housing: 'house',
  'work-and-training': 'briefcase',
  digital: 'laptop',
  seniors: 'umbrella',
  places: 'building',
  'people-in-charge': 'users-round',
  'know-my-city': 'map',
  calendar: 'calendar-heart',
  'public-meetings': 'speech',
  courses: 'graduation-cap',
  consultations: 'message-circle-question',
  workshops: 'hammer',
  'residents-councils': 'users',
  'young-people': 'smile',
  'city-decisions': 'gavel',
  'city-contract': 'handshake',
  promises: 'clipboard-check',
  ideas: 'lightbulb',
  'participatory-budget': 'piggy-bank',
  'funding-and-support': 'hand-coins',
  charter: 'scroll-text',
  volunteering: 'heart-handshake',
  sharing: 'repeat',
  'public-space': 'tree-pine',
  care: 'stethoscope',
  prevention: 'shield-check',
};

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
    >
      {themes.length === 0 && (
        <Notice kind="info">
          <p>{t('need.empty')}</p>
        </Notice>
      )}
    </VisitScreen>
  );
}
