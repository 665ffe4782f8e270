import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Waiting } from '../../renderer/ui/index.ts';
import { type Agent } from '../../shared/contract/index.ts';
import { type AnswerOf, type Hub, type TroubleOf } from './connection/index.ts';
import { useDesk, useLeaveGuard } from './desk.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Trouble } from './parts/index.ts';
import { SignInScreen } from './sign-in/index.ts';
import { useStillHere } from './still-here.ts';
import { useMessages } from './words/index.ts';
import { Workspace } from './workspace.tsx';

type Session =
  | { at: 'asking' }
  | { at: 'unknown'; reason: TroubleOf<Hub['me']> }
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
  const [session, setSession] = useState<Session>({ at: 'asking' });
  const desk = useDesk();
  useLeaveGuard(desk.started.size > 0);

  const ended = useCallback(() => {
    setSession((session) => (session.at === 'signed-in' ? { at: 'ended', agent: session.agent } : session));
  }, []);

  useStillHere(hub, session.at === 'signed-in', ended);

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

  if (session.at === 'asking') {
    return <WhoIsThere hub={hub} onAnswer={(me) => setSession(sessionOf(me))} />;
  }
  if (session.at === 'unknown') {
    return (
      <main className="sign-in">
        <Trouble words={`reason.${session.reason}`} urgent onTryAgain={() => setSession({ at: 'asking' })} />
      </main>
    );
  }
  if (session.at === 'signed-in') {
    return (
      <Workspace
        hub={hub}
        agent={session.agent}
        desk={desk}
        onEnded={ended}
        onSignOut={() => void signOut()}
      />
    );
  }
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

type Me = AnswerOf<Hub['me']>;

/** The cookie of an earlier visit may still hold; only the hub knows. */
function WhoIsThere({ hub, onAnswer }: { hub: Hub; onAnswer: (me: Me) => void }) {
  const { say } = useMessages();
  const answer = useEffectEvent(onAnswer);
  useEffect(() => {
    void hub.me().then((me) => answer(me));
  }, [hub]);
  return <Waiting doing={say('app.loading')} why={say('app.slow')} />;
}

function sessionOf(me: Me): Session {
  if (me.ok) return { at: 'signed-in', agent: me.value };
  return me.reason === 'not-signed-in' ? { at: 'signed-out' } : { at: 'unknown', reason: me.reason };
}

function isSame(one: Agent, other: Agent): boolean {
  return one.tenant === other.tenant && one.name === other.name;
}
