import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../../shared/model/index.ts';
import { madeBy, SCRIPTS, speakLanguage, useLanguage } from '../../language/index.ts';
import { ChoiceCard, Choices } from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { VisitScreen } from '../VisitScreen.tsx';

/** The title in the languages that most people at the kiosk can read at least one of. */
const TITLES = ['fr', 'en', 'ar'] as const;

/** lang-1: each language in its own script, by its own name, saying it aloud, in a fixed order; no flags. */
export function LanguageScreen() {
  const { i18n } = useTranslation();
  const title = TITLES.map((language) => (
    <span key={language} className="language-title" lang={language} dir={SCRIPTS[language].dir}>
      {i18n.getFixedT(language)('language.title')}
    </span>
  ));
  const cards = (
    <Choices columns={2} cards="names">
      {LANGUAGES.map((language) => (
        <LanguageCard key={language} language={language} />
      ))}
    </Choices>
  );
  return <VisitScreen title={title} pictogram="languages" hand={cards} scrolls="hand" />;
}

function LanguageCard({ language }: { language: Language }) {
  const { i18n } = useTranslation();
  const { languageChosen } = useVisit();
  const current = useLanguage();
  const words = i18n.getFixedT(language);
  const { lang, dir } = SCRIPTS[language];
  const name = words('language.own-name');
  async function choose() {
    await speakLanguage(i18n, language);
    languageChosen();
  }
  return (
    <ChoiceCard
      title={name}
      onPress={() => void choose()}
      language={{ lang, dir }}
      speaks={name}
      chosen={{ is: language === current, word: words('chosen') }}
      {...(language === 'fr-simple' ? { line: words('language.about') } : {})}
      {...(madeBy(language) === 'machine' ? { fact: words('machine') } : {})}
    />
  );
}
