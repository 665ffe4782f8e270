import { useTranslation } from 'react-i18next';

/** Covers the picture; a touch shows it again, for whoever comes to help. */
export function Dark({ show }: { show: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="dark" onPointerUp={show} aria-hidden="true">
      {t('keys.dark.show')}
    </div>
  );
}
