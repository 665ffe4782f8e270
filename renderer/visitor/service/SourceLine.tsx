import { useTranslation } from 'react-i18next';
import { SOURCE_DOCUMENTS, type Source } from '../../../shared/model/index.ts';

/** Where a statement stands: the document by name, or as a newer city calls it, and its lines. */
export function SourceLine({ source }: { source: Source }) {
  const { t } = useTranslation();
  const known = SOURCE_DOCUMENTS.find((document) => document === source.document);
  const several = /[-,]/.test(source.lines);
  return (
    <p className="small source">
      {t('service.source', {
        count: several ? 2 : 1,
        document: known === undefined ? `\u2068${source.document}\u2069` : t(`source.${known}`),
        // Figures stay together and in their order inside right-to-left text.
        lines: `\u2066${source.lines.replaceAll(',', ', ')}\u2069`,
      })}
    </p>
  );
}
