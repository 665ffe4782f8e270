import { useTranslation } from 'react-i18next';
import { type Language } from '../../../shared/model/index.ts';
import { SCRIPTS, useLanguage } from '../../language/index.ts';
import { useListening } from '../../listening/index.ts';
import { Ask, BigButton } from '../../ui/index.ts';
import { VisitScreen } from '../VisitScreen.tsx';

export function PrivacyScreen() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <VisitScreen title={t('privacy.title')} pictogram="shield-check">
      <PrivacyText language={language} />
    </VisitScreen>
  );
}

/** Before the visit: one touch from the first screen, in the language that stood in front, to read or to hear (priv-3). */
export function PrivacyNotice({ language, close }: { language: Language; close: () => void }) {
  const { i18n } = useTranslation();
  const listening = useListening();
  const words = i18n.getFixedT(language);
  const { lang, dir } = SCRIPTS[language];
  const said = (text: string) => (
    <span lang={lang} dir={dir}>
      {text}
    </span>
  );
  const answers = (
    <>
      <BigButton onPress={listening.readScreen} pictogram={{ name: 'volume-2' }}>
        {said(words('frame.listen'))}
      </BigButton>
      <BigButton kind="main" onPress={close}>
        {said(words('continue'))}
      </BigButton>
    </>
  );
  return (
    <Ask title={said(words('privacy.title'))} answers={answers}>
      <PrivacyText language={language} />
    </Ask>
  );
}

/** Who, why, how long, which rights, whom to ask; one idea a line. */
function PrivacyText({ language }: { language: Language }) {
  const { i18n } = useTranslation();
  const { lang, dir } = SCRIPTS[language];
  return (
    <ul className="plain-list" lang={lang} dir={dir}>
      {i18n
        .getFixedT(language)('privacy.text')
        .split('\n')
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}
