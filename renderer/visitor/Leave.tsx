import { useTranslation } from 'react-i18next';
import { Ask, BigButton } from '../ui/index.ts';

/** Asked once before the visit ends: a finger may have slipped. */
export function Leave({ stay, go }: { stay: () => void; go: () => void }) {
  const { t } = useTranslation();
  const answers = (
    <>
      <BigButton kind="main" onPress={go}>
        {t('leave.go')}
      </BigButton>
      <BigButton onPress={stay}>{t('leave.stay')}</BigButton>
    </>
  );
  return (
    <Ask title={t('leave.title')} answers={answers}>
      <p className="lead">{t('leave.text')}</p>
    </Ask>
  );
}
