import { useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Connection } from '../connection/index.ts';
import { SCRIPTS, useLanguage } from '../language/index.ts';
import { type EndReason, type KioskDescription, USUAL_ACCESS } from '../../shared/contract/index.ts';
import { err } from '../../shared/result/index.ts';
import { KeysProvider } from '../keys/index.ts';
import { type Clips, ListeningProvider, type Voice } from '../listening/index.ts';
import { type Appearance, applyAppearance, FIRST_APPEARANCE, setPanel } from '../ui/index.ts';
import { type CapabilityScreens } from './capability-screens.ts';
import {
  type BackHandler,
  KeptContext,
  KioskContext,
  type Stay,
  type Visit,
  VisitContext,
} from './contexts.ts';
import { DeskCallProvider } from './DeskCall.tsx';
import { Idle } from './Idle.tsx';
import { Kept } from './kept.ts';
import { Leave } from './Leave.tsx';
import { afterLanguage, canGoBack, goBack, goTo, openedAt, type Path, placeOf, START } from './places.ts';
import { CurrentScreen } from './screens/CurrentScreen.tsx';
import { GoodbyeScreen } from './screens/GoodbyeScreen.tsx';
import { WelcomeScreen } from './screens/WelcomeScreen.tsx';
import { useKioskContent } from './use-kiosk-content.ts';
import { useOpening } from './use-opening.ts';
import { VisitFrame } from './VisitFrame.tsx';

export interface AppProps {
  connection: Connection;
  capabilities: CapabilityScreens;
  voice: Voice;
}

/** One visit, from the greeting to the moment when the page is thrown away. */
export function App({ connection, capabilities, voice }: AppProps) {
  const [path, setPath] = useState<Path>(START);
  const [appearance, setAppearance] = useState<Appearance>(FIRST_APPEARANCE);
  const [leaving, setLeaving] = useState(false);
  const [ended, setEnded] = useState<EndReason>();
  const taken = useRef<BackHandler>(undefined);
  const stay = useRef<Stay>('usual');
  const [stuck, setStuck] = useState(false);
  const [kept] = useState(() => new Kept());
  const kiosk = useKioskContent(connection);
  const language = useLanguage();
  const script = SCRIPTS[language];
  useRootLanguage();
  const clips = useClips(connection, kiosk?.clips);
  const access = kiosk?.description ?? USUAL_ACCESS;
  usePanel(connection, access.panel);
  useEffect(() => applyAppearance(document.documentElement, appearance), [appearance]);
  useOpening(connection, (opening) => {
    setAppearance(opening.appearance);
    if (opening.place) setPath(openedAt(opening.place));
  });

  const visit = useMemo<Visit>(
    () => ({
      connection,
      go: (place) => setPath((known) => goTo(known, place)),
      back: () => {
        if (typeof taken.current !== 'function' || !taken.current()) setPath(goBack);
      },
      takeBack: (handler) => {
        taken.current = handler;
        setStuck(handler === 'nowhere');
      },
      languageChosen: () => setPath(afterLanguage),
      appearance,
      setAppearance,
      setStay: (wanted) => {
        stay.current = wanted;
      },
      stay: () => stay.current,
      end: setEnded,
    }),
    [connection, appearance],
  );

  const place = placeOf(path);
  const isWaiting = place.screen === 'welcome' && ended === undefined;
  useEffect(() => {
    // Told to the shell with each sign of life: it starts again only before nobody.
    document.documentElement.dataset['visit'] = isWaiting ? 'none' : 'some';
  }, [isWaiting]);
  return (
    <I18nProvider locale={script.locale}>
      <KeptContext value={kept}>
        <KioskContext value={kiosk}>
          <VisitContext value={visit}>
            <ListeningProvider voice={voice} clips={clips} headset={access.headset}>
              {ended ? (
                <GoodbyeScreen over={() => void connection.endVisit(ended)} />
              ) : (
                <KeysProvider
                  map={access.keys}
                  scanSeconds={access.scanSeconds}
                  sameKeyMilliseconds={access.sameKeyMilliseconds}
                  onFirstSwitch={() => visit.go({ screen: 'switches' })}
                >
                  {place.screen === 'welcome' ? (
                    <WelcomeScreen />
                  ) : (
                    <div className="visit" data-going={path.going}>
                      <VisitFrame canGoBack={canGoBack(path) && !stuck} leave={() => setLeaving(true)}>
                        <DeskCallProvider>
                          <CurrentScreen place={place} capabilities={capabilities} />
                        </DeskCallProvider>
                      </VisitFrame>
                      {leaving && <Leave stay={() => setLeaving(false)} go={() => visit.end('finished')} />}
                      <Idle {...access.idle} />
                    </div>
                  )}
                </KeysProvider>
              )}
            </ListeningProvider>
          </VisitContext>
        </KioskContext>
      </KeptContext>
    </I18nProvider>
  );
}

const NO_CLIPS: ReadonlySet<string> = new Set();

function useClips({ reading }: Connection, ids = NO_CLIPS): Clips {
  return useMemo(
    () => ({
      ids,
      // A kiosk that does not answer has nothing recorded: the machine speaks.
      fetch: (id) => reading.clip({ id }).catch(() => err('unknown-clip')),
    }),
    [reading, ids],
  );
}

function useRootLanguage() {
  const { t } = useTranslation();
  const { lang, dir } = SCRIPTS[useLanguage()];
  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
    document.title = t('home.title');
  }, [lang, dir, t]);
}

/** Sizes in millimetres of this panel; in a browser, of a panel made small enough to fit its window. */
function usePanel({ onKiosk }: Connection, panel: KioskDescription['panel']) {
  useEffect(() => {
    const measure = () => {
      const view = { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio, onKiosk };
      setPanel(document.documentElement, panel, view);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [onKiosk, panel]);
}
