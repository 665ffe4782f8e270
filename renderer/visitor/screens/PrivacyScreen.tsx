import { useTranslation } from 'react-i18next';
import { VisitScreen } from '../VisitScreen.tsx';

export function PrivacyScreen() {
  const { t } = useTranslation();
  return (
    <VisitScreen title={t('privacy.title')} pictogram="shield-check">
      <PrivacyText />
    </VisitScreen>
  );
}

/** priv-3: who, why, how long, which rights, whom to ask; one idea a line. */
export function PrivacyText() {
  const { t } = useTranslation();
  return (
    <ul className="plain-list">
      {t('privacy.text')
        .split('\n')
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}
