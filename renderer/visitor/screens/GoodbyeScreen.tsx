import { useTranslation } from 'react-i18next';

/** Stands there for the moment that it takes to replace the page; nothing of the visit is under it any more. */
export function GoodbyeScreen() {
  const { t } = useTranslation();
  return (
    <main className="goodbye">
      <h1 className="screen-title">{t('goodbye')}</h1>
    </main>
  );
}
