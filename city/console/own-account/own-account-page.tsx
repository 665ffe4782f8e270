import { Button } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type Agent } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf, useAct, useAnswer } from '../connection/index.ts';
import { SectionPage, SessionTable, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { Passkeys } from './passkeys.tsx';
import { PasswordForm } from './password-form.tsx';

interface OwnAccountProps {
  hub: Hub;
  agent: Agent;
  onEnded: () => void;
}

/** How somebody comes in, and where they are signed in: theirs to change, whatever their roles. */
export function OwnAccountPage({ hub, agent, onEnded }: OwnAccountProps) {
  const { say } = useMessages();
  const { value: account, trouble, reload } = useAnswer(() => hub.own.account(), { onEnded });
  const ending = useAct<TroubleOf<Hub['own']['endSessions']> | 'not-signed-in'>({ onEnded });

  function end(session: string) {
    void ending.act(() => hub.own.endSessions({ session }), reload);
  }

  return (
    <SectionPage title={say('own.title')}>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      {account === undefined && trouble === undefined && (
        <Waiting doing={say('own.loading')} why={say('app.slow')} />
      )}
      {account && (
        <>
          {account.outsideName !== null && (
            <p>
              {say('own.outside-name')} <bdi>{account.outsideName}</bdi>
            </p>
          )}
          <Passkeys
            hub={hub}
            passkeys={account.passkeys}
            now={account.now}
            onChanged={reload}
            onEnded={onEnded}
          />
          <PasswordForm hub={hub} name={agent.name} onChanged={reload} onEnded={onEnded} />
          <section className="part" aria-labelledby="own-sessions">
            <h2 id="own-sessions">{say('accounts.sessions')}</h2>
            <p className="quiet">{say('own.sessions-help')}</p>
            <SessionTable sessions={account.sessions} now={account.now} onEnd={end} />
            {ending.trouble !== undefined && <Trouble words={`reason.${ending.trouble}`} urgent />}
            <div className="button-row">
              <Button className="button" onPress={() => end('all')}>
                {say('own.end-all')}
              </Button>
              <span className="quiet small">{say('own.end-all-help')}</span>
            </div>
          </section>
        </>
      )}
    </SectionPage>
  );
}
