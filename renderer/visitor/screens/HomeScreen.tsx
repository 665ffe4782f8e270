import { useTranslation } from 'react-i18next';
import { NEEDS, type Need } from '../../../shared/model/index.ts';
import { BigButton, ChoiceCard, Choices, Notice } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { NEED_PICTOGRAMS } from '../need-pictograms.ts';
import { themesWithServices } from '../order.ts';
import { VisitScreen, WaitingScreen } from '../VisitScreen.tsx';

/** Eight needs, in the visitor's own words, and three other ways: a word, a code, a person. */
export function HomeScreen() {
  const { t } = useTranslation();
  const { go } = useVisit();
  const kiosk = useKiosk();
  if (!kiosk) return <WaitingScreen />;

  function open(need: Need) {
    const [theme, ...others] = themesWithServices(need, kiosk?.services ?? []);
    go(theme && others.length === 0 ? { screen: 'theme', theme } : { screen: 'need', need });
  }

  const hand = (
    <>
      <Choices columns={2} cards="tall">
        {NEEDS.map((need) => (
          <ChoiceCard
            key={need}
            title={t(`need.${need}`)}
            pictogram={NEED_PICTOGRAMS[need]}
            need={need}
            onPress={() => open(need)}
          />
        ))}
      </Choices>
      <Choices columns={2}>
        <ChoiceCard
          title={t('home.code')}
          line={t('home.code.line')}
          pictogram="ticket"
          onPress={() => go({ screen: 'receipt' })}
        />
        <ChoiceCard
          title={t('home.agent')}
          line={t('home.agent.line')}
          pictogram="life-buoy"
          onPress={() => go({ screen: 'help' })}
        />
      </Choices>
    </>
  );
  return (
    <VisitScreen title={t('home.title')} hand={hand} scrolls="hand">
      <BigButton onPress={() => go({ screen: 'search' })} pictogram={{ name: 'search' }}>
        {t('home.search')}
      </BigButton>
      {kiosk.services.length === 0 && (
        <Notice kind="info" live>
          <p>{t('home.empty')}</p>
        </Notice>
      )}
    </VisitScreen>
  );
}
