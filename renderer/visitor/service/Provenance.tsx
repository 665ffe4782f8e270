import { useTranslation } from 'react-i18next';
import { type ServicePage } from '../../../shared/contract/index.ts';
import { type Language, type Localized, wordingFor } from '../../../shared/model/index.ts';
import { useLanguage } from '../../language/index.ts';
import { Pictogram } from '../../ui/index.ts';
import { SourceLine } from './SourceLine.tsx';

/** How the page's wording was made, where that is not by a person in the visitor's language. */
export function WordingMarks({ page }: { page: ServicePage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const wordings = textsOf(page).map((text) => wordingFor(text, language));
  const machine = wordings.some((wording) => wording.by === 'machine');
  const other = wordings
    .map((wording) => wording.language)
    .find((written) => written !== undefined && written !== language);
  return (
    <>
      {machine && (
        <p className="mark">
          <Pictogram name="languages" />
          <span>{t('machine.page')}</span>
        </p>
      )}
      {other && (
        <p className="mark">
          <Pictogram name="languages" />
          <span>{t('fallback.page', { language: t(languageName(other)) })}</span>
        </p>
      )}
    </>
  );
}

/** At the foot of the page, in small: where all this stands. */
export function Sources({ page }: { page: ServicePage }) {
  return (
    <footer className="provenance">
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
