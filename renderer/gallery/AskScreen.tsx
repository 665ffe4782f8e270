import { useTranslation } from 'react-i18next';
import { Ask, BigButton } from '../ui/index.ts';
import { nothing } from './Buttons.tsx';

/** A question that covers everything, with time running. */
export function AskScreen() {
  const { t } = useTranslation();
  const answers = (
    <>
      <BigButton kind="main" onPress={nothing}>
        {t('idle.stay')}
      </BigButton>
      <BigButton onPress={nothing}>{t('idle.leave')}</BigButton>
    </>
  );
  return (
    <Ask title={t('idle.title')} answers={answers} urgent>
      <p className="lead">{t('idle.why')}</p>
      <p className="lead">{t('idle.text', { duration: t('duration.seconds', { count: 30 }) })}</p>
      <p className="countdown" aria-hidden="true">
        24
      </p>
    </Ask>
  );
}
