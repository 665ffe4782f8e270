import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../../shared/model/index.ts';
import { MADE_BY, SCRIPTS, useLanguage } from '../../language/index.ts';
import { ChoiceCard, Choices } from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { VisitScreen } from '../VisitScreen.tsx';

/** lang-1: each language in its own script, by its own name, in a fixed order; no flags. */
export function LanguageScreen() {
  const { i18n } = useTranslation();
  const titles = ['fr', 'en', 'ar'] as const;
  const title = titles.map((language) => (
    <span key={language} className="language-title" lang={language} dir={SCRIPTS[language].dir}>
      {i18n.getFixedT(language)('language.title')}
    </span>
  ));
  const cards = (
    <Choices>
      {LANGUAGES.map((language) => (
        <LanguageCard key={language} language={language} />
      ))}
    </Choices>
  );
  return <VisitScreen title={title} pictogram="languages" hand={cards} scrolls="hand" poster />;
}

function LanguageCard({ language }: { language: Language }) {
  const { i18n } = useTranslation();
  const { languageChosen } = useVisit();
  const current = useLanguage();
  const words = i18n.getFixedT(language);
  const { lang, dir } = SCRIPTS[language];
  function choose() {
    void i18n.changeLanguage(language);
    languageChosen();
  }
  return (
    <ChoiceCard
      title={words('language.own-name')}
      line={words('language.about')}
      onPress={choose}
      language={{ lang, dir }}
      chosen={{ is: language === current, word: words('chosen') }}
      {...(MADE_BY[language] === 'machine' ? { fact: words('machine') } : {})}
    />
  );
}
