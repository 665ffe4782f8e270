import { useTranslation } from 'react-i18next';
import { type Language } from '../../shared/model/index.ts';

const SECONDS_PER_MINUTE = 60;

/** "2 minutes" or "45 secondes", to stand inside a sentence; in the visitor's language unless another is asked for. */
export function useDuration(language?: Language): (seconds: number) => string {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT(language ?? i18n.language);
  return (seconds) =>
    seconds % SECONDS_PER_MINUTE === 0
      ? t('duration.minutes', { count: seconds / SECONDS_PER_MINUTE })
      : t('duration.seconds', { count: seconds });
}
