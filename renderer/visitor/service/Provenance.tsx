import { useTranslation } from 'react-i18next';
import { type ServicePage } from '../../../shared/contract/index.ts';
import { type Language, type Localized, wordingFor } from '../../../shared/model/index.ts';
import { useLanguage } from '../../language/index.ts';
import { Notice } from '../../ui/index.ts';
import { SourceLine } from './SourceLine.tsx';

/** At the foot of the page: how the wording was made, and the sources, in small. */
export function Provenance({ page }: { page: ServicePage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const wordings = textsOf(page).map((text) => wordingFor(text, language));
  const machine = wordings.some((wording) => wording.by === 'machine');
  const other = wordings.find((wording) => wording.language !== language)?.language;
  return (
    <footer className="provenance">
      {machine && (
        <Notice kind="info" pictogram="languages">
          <p>{t('machine.page')}</p>
        </Notice>
      )}
      {other && (
        <Notice kind="info" pictogram="languages">
          <p>{t('fallback.page', { language: t(languageName(other)) })}</p>
        </Notice>
      )}
      {page.service.sources.map((source) => (
        <SourceLine key={`${source.document} ${source.lines}`} source={source} />
      ))}
    </footer>
  );
}

function languageName(language: Language) {
  return `language-name.${language}` as const;
}

function textsOf({ service, commitments }: ServicePage): Localized[] {
  return [
    service.name,
    service.summary,
    ...service.facts.map((fact) => fact.text),
    ...commitments.flatMap((commitment) => [commitment.title, commitment.note]),
  ];
}
