import { useTranslation } from 'react-i18next';
import { type Source } from '../../../shared/model/index.ts';

/** Where a statement stands: the document by name, and its lines. */
export function SourceLine({ source }: { source: Source }) {
  const { t } = useTranslation();
  const several = /[-,]/.test(source.lines);
  return (
    <p className="small source">
      {t('service.source', {
        count: several ? 2 : 1,
        document: t(`source.${source.document}`),
        // Figures stay together and in their order inside right-to-left text.
        lines: `\u2066${source.lines.replaceAll(',', ', ')}\u2069`,
      })}
    </p>
  );
}
