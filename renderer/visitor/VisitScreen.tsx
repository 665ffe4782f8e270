import { useTranslation } from 'react-i18next';
import { BigButton, Notice, Screen, type ScreenProps, Waiting } from '../ui/index.ts';

/** A screen of the visit: the same as any, with its words for scrolling in the visitor's language. */
export function VisitScreen(props: Omit<ScreenProps, 'scrollWords'>) {
  const { t } = useTranslation();
  const scrollWords = { up: t('scroll.up'), down: t('scroll.down'), region: t('scroll.region') };
  return <Screen scrollWords={scrollWords} {...props} />;
}

export function WaitingScreen() {
  const { t } = useTranslation();
  return (
    <VisitScreen>
      <Waiting doing={t('waiting.content')} why={t('waiting.why')} />
    </VisitScreen>
  );
}

/** The kiosk did not answer: says what to do. */
export function FailedScreen({ again }: { again: () => void }) {
  const { t } = useTranslation();
  const button = (
    <BigButton kind="main" onPress={again} pictogram={{ name: 'rotate-ccw' }}>
      {t('again')}
    </BigButton>
  );
  return (
    <VisitScreen title={t('trouble.title')} hand={button}>
      <Notice kind="warn" live>
        <p>{t('trouble.text')}</p>
      </Notice>
    </VisitScreen>
  );
}
