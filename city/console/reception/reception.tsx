import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type DeskHub } from '../connection/index.ts';
import { LanguageSwitch } from '../language-switch.tsx';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { useBell } from './bell.ts';
import { BellButton } from './bell-button.tsx';
import { Calls } from './calls.tsx';
import { Pairing } from './pairing.tsx';
import { Today } from './today.tsx';
import { useLook } from './use-look.ts';

interface ReceptionProps {
  hub: DeskHub;
  /** Where the hub says that something is new. */
  bellAddress: string;
}

/** The page that stays open at a site's reception: it rings when a visitor calls from a kiosk. */
export function Reception({ hub, bellAddress }: ReceptionProps) {
  const { language, say } = useMessages();
  const { view, trouble, isPaired, look } = useLook(hub, bellAddress);
  const ringing = view?.calls.filter(({ state }) => state === 'ringing').length ?? 0;
  const bell = useBell(isPaired && ringing > 0);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const title = isPaired && ringing > 0 ? say('desk.title-ringing', { count: ringing }) : say('desk.title');
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <I18nProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'}>
      <div className="reception" data-ringing={isPaired && ringing > 0}>
        <header className="bar">
          <strong className="reception-site">
            {isPaired && view ? <bdi>{view.siteName}</bdi> : say('desk.title')}
          </strong>
          <LanguageSwitch />
        </header>
        <main className="reception-main">
          {isPaired ? (
            <>
              {trouble !== undefined && <Trouble words="desk.cut" urgent onTryAgain={look} />}
              {view === undefined && trouble === undefined && (
                <Waiting doing={say('desk.loading')} why={say('app.slow')} />
              )}
              {view && (
                <>
                  <h1 className="reception-title">{say('desk.title')}</h1>
                  <BellButton bell={bell} />
                  <Calls hub={hub} view={view} onChanged={look} />
                  <Today view={view} />
                </>
              )}
            </>
          ) : (
            <Pairing hub={hub} wasPaired={view !== undefined} onPaired={look} />
          )}
        </main>
      </div>
    </I18nProvider>
  );
}
