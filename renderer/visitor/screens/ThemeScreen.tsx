import { useTranslation } from 'react-i18next';
import { type Theme, THEMES } from '../../../shared/model/index.ts';
import { Notice } from '../../ui/index.ts';
import { useKiosk } from '../contexts.ts';
import { THEME_PICTOGRAMS } from '../need-pictograms.ts';
import { ROOM_FOR_POSTER, servicesIn } from '../order.ts';
import { VisitScreen, WaitingScreen } from '../VisitScreen.tsx';
import { ServiceCards } from './ServiceCards.tsx';

/** The services of one theme. */
export function ThemeScreen({ theme }: { theme: Theme }) {
  const { t } = useTranslation();
  const kiosk = useKiosk();
  if (!kiosk) return <WaitingScreen />;

  const services = servicesIn(theme, kiosk.services);
  return (
    <VisitScreen
      title={t(`theme.${theme}`)}
      pictogram={THEME_PICTOGRAMS[theme]}
      need={THEMES[theme]}
      hand={<ServiceCards services={services} list={theme} need={THEMES[theme]} />}
      scrolls="hand"
      poster={services.length <= ROOM_FOR_POSTER}
    >
      {services.length === 0 && (
        <Notice kind="info">
          <p>{t('need.empty')}</p>
        </Notice>
      )}
    </VisitScreen>
  );
}
