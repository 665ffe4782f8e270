import { useEffect, useState } from 'react';
import { USUAL_ACCESS } from '../../../shared/contract/index.ts';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Language, LANGUAGES, NEEDS } from '../../../shared/model/index.ts';
import { SCRIPTS } from '../../language/index.ts';
import { BigButton, Pictogram } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { useDuration } from '../use-duration.ts';
import { Wording, Written } from '../Wording.tsx';
import { NEED_PICTOGRAMS } from '../need-pictograms.ts';
import { PrivacyNotice } from './PrivacyScreen.tsx';

/** Easy French greets as French does: each greeting once. */
const GREETINGS = LANGUAGES.filter((language) => language !== 'fr-simple');
const TURN_MILLISECONDS = 4_500;
/** Longer ones are written smaller, to stand in one line. */
const LONG_GREETING = 8;

/** Says hello in every language, one in front and the others behind; a touch anywhere goes on. */
export function WelcomeScreen() {
  const { i18n } = useTranslation();
  const { go, appearance, setAppearance } = useVisit();
  const kiosk = useKiosk();
  const still = appearance.motion === 'none';
  // acc-17: before anything else is chosen, somebody who sits brings everything down with one touch.
  const low = appearance.height === 'low';
  const [front, setFront] = useState(0);
  const [privacy, setPrivacy] = useState<Language>();

  useEffect(() => {
    if (still || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const timer = setInterval(() => setFront((turn) => (turn + 1) % GREETINGS.length), TURN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [still]);

  const { warnAfterSeconds } = kiosk?.description.idle ?? USUAL_ACCESS.idle;
  useEffect(() => {
    if (!privacy) return undefined;
    // Nobody is visiting yet, so nobody is asked: the notice goes away by itself.
    const timer = setTimeout(() => setPrivacy(undefined), warnAfterSeconds * 1_000);
    return () => clearTimeout(timer);
  }, [privacy, warnAfterSeconds]);

  const language = GREETINGS[front] ?? 'fr';
  const { lang, dir } = SCRIPTS[language];
  const words = i18n.getFixedT(language);
  const duration = useDuration(language);
  const home = kiosk?.tenantName(kiosk.description.homeTenant);
  return (
    <div className="welcome">
      <main className="welcome-main">
        <h1 className="unseen">{i18n.t('welcome.hello')}</h1>
        <Button className="welcome-touch" onPress={() => go({ screen: 'language' })}>
          <span className="welcome-sign">
            {home && (
              <>
                <Pictogram name="landmark" />
                <Wording of={home} />
              </>
            )}
            {home && kiosk && ' · '}
            {kiosk && <Written>{kiosk.description.site.name}</Written>}
          </span>
          <span className="greetings" aria-hidden="true">
            {GREETINGS.map((greeting, index) => (
              <Greeting
                key={greeting}
                language={greeting}
                place={(index - front + GREETINGS.length) % GREETINGS.length}
              />
            ))}
          </span>
          <span className="welcome-needs" aria-hidden="true">
            {NEEDS.map((need) => (
              <span key={need} className="welcome-need" data-need={need}>
                <Pictogram name={NEED_PICTOGRAMS[need]} />
              </span>
            ))}
          </span>
          <span className="welcome-words" lang={lang} dir={dir}>
            <span className="welcome-invite">{words('welcome.touch')}</span>
            <span className="welcome-delay">
              {words('welcome.delay', { duration: duration(warnAfterSeconds) })}
            </span>
          </span>
        </Button>
      </main>
      <footer className="welcome-foot" lang={lang} dir={dir}>
        <BigButton onPress={() => setPrivacy(language)} pictogram={{ name: 'shield-check' }}>
          {words('welcome.privacy')}
        </BigButton>
        <BigButton
          onPress={() => setAppearance({ ...appearance, motion: still ? 'usual' : 'none' })}
          pictogram={{ name: 'pause' }}
          pressed={still}
        >
          {words('welcome.still')}
        </BigButton>
        <BigButton
          onPress={() => setAppearance({ ...appearance, height: low ? 'usual' : 'low' })}
          pictogram={{ name: 'accessibility' }}
          pressed={low}
        >
          {words('text.height.low')}
        </BigButton>
      </footer>
      {privacy && <PrivacyNotice language={privacy} close={() => setPrivacy(undefined)} />}
    </div>
  );
}

/** @param place 0 in front, then one behind the other */
function Greeting({ language, place }: { language: Language; place: number }) {
  const { i18n } = useTranslation();
  const { lang, dir } = SCRIPTS[language];
  const hello = i18n.getFixedT(language)('welcome.hello');
  const long = [...hello].length > LONG_GREETING;
  return (
    <span className="greeting" data-place={place} data-long={long} lang={lang} dir={dir}>
      {hello}
    </span>
  );
}
