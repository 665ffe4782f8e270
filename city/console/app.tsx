import { useCallback, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Waiting } from '../../renderer/ui/index.ts';
import { type Agent, type Hub, type NoAnswer } from './connection/index.ts';
import { useDesk } from './desk.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Trouble } from './parts/index.ts';
import { SignInScreen } from './sign-in/index.ts';
import { useMessages } from './words/index.ts';
import { Workspace } from './workspace.tsx';

type Session =
  | { at: 'asking' }
  | { at: 'unknown'; reason: NoAnswer }
  /** `notClosed`: the hub could not be told, so that the session may live on behind this screen. */
  | { at: 'signed-out'; notClosed?: boolean }
  | { at: 'signed-in'; agent: Agent }
  /** Ended by the hub while somebody worked: their desk is kept for them. */
  | { at: 'ended'; agent: Agent };

export function App({ hub }: { hub: Hub }) {
  const { language } = useMessages();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <I18nProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'}>
      <Screens hub={hub} />
    </I18nProvider>
  );
}

function Screens({ hub }: { hub: Hub }) {
  const { say } = useMessages();
  const [session, setSession] = useState<Session>({ at: 'asking' });
  const desk = useDesk();

  const ask = useCallback(async () => {
    setSession({ at: 'asking' });
    const me = await hub.me();
    if (me.ok) setSession({ at: 'signed-in', agent: me.value });
    else if (me.reason === 'not-signed-in') setSession({ at: 'signed-out' });
    else setSession({ at: 'unknown', reason: me.reason });
  }, [hub]);
  useEffect(() => void ask(), [ask]);

  const ended = useCallback(() => {
    setSession((session) => (session.at === 'signed-in' ? { at: 'ended', agent: session.agent } : session));
  }, []);

  function signedIn(agent: Agent) {
    /* Another agent must not find the answers that somebody else began. */
    if (session.at === 'ended' && !isSame(session.agent, agent)) desk.clear();
    setSession({ at: 'signed-in', agent });
  }

  async function signOut() {
    desk.clear();
    const closed = await hub.signOut();
    setSession({ at: 'signed-out', notClosed: !closed.ok });
  }

  switch (session.at) {
    case 'asking':
      return <Waiting doing={say('app.loading')} why={say('app.slow')} />;
    case 'unknown':
      return (
        <main className="sign-in">
          <Trouble words={`reason.${session.reason}`} urgent onTryAgain={() => void ask()} />
        </main>
      );
    case 'signed-in':
      return (
        <Workspace
          hub={hub}
          agent={session.agent}
          desk={desk}
          onEnded={ended}
          onSignOut={() => void signOut()}
        />
      );
    case 'signed-out':
    case 'ended':
      return (
        <div className="outside">
          <header className="bar">
            <LanguageSwitch />
          </header>
          {session.at === 'signed-out' && session.notClosed === true && (
            <Trouble words="app.not-closed" tryAgain="app.sign-out" onTryAgain={() => void signOut()} />
          )}
          <SignInScreen
            hub={hub}
            ended={session.at === 'ended' ? session.agent : undefined}
            onSignedIn={signedIn}
          />
        </div>
      );
  }
}

function isSame(one: Agent, other: Agent): boolean {
  return one.tenant === other.tenant && one.name === other.name;
}
