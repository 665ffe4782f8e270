import { ArrowLeft } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { type AccountRow, type Grant } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf, useAct, useAnswer } from '../connection/index.ts';
import { AskedButton, SessionTable, Trouble, useFirstFocus } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { OutsideNameField } from './outside-name-field.tsx';
import { RolesField } from './roles-field.tsx';
import { ShownPassword } from './shown-password.tsx';

interface AccountProps {
  hub: Hub;
  account: AccountRow;
  provider: string | undefined;
  onEnded: () => void;
  onLeave: () => void;
}

/** One account: what it may do, its password, its sessions, and its end. */
export function AccountPane(props: AccountProps) {
  const { say } = useMessages();
  const place = useFirstFocus<HTMLDivElement>();
  return (
    <>
      <div ref={place} tabIndex={-1} className="button-row">
        <Button className="button" onPress={props.onLeave}>
          <ArrowLeft aria-hidden /> {say('accounts.all')}
        </Button>
      </div>
      <RolesForm {...props} />
      <Password {...props} />
      <Passkeys {...props} />
      <Sessions {...props} />
      <Removal {...props} />
    </>
  );
}

type Reason =
  | TroubleOf<Hub['accounts']['change']>
  | TroubleOf<Hub['accounts']['newPassword']>
  | TroubleOf<Hub['accounts']['remove']>
  | 'not-signed-in';

function RolesForm({ hub, account, provider, onEnded }: AccountProps) {
  const { say } = useMessages();
  const services = useAnswer(() => hub.accounts.services(), { onEnded });
  const [grants, setGrants] = useState<Grant[]>(account.grants);
  const [outsideName, setOutsideName] = useState(account.outsideName ?? '');
  const [saved, setSaved] = useState(false);
  const { act, going, trouble } = useAct<Reason>({ onEnded });
  const taken = trouble === 'outside-name-taken';

  function save(event: FormEvent) {
    event.preventDefault();
    setSaved(false);
    const outside = outsideName.trim() === '' ? null : outsideName;
    void act(
      () => hub.accounts.change({ name: account.name, grants, outsideName: outside }),
      () => setSaved(true),
    );
  }

  return (
    <form className="account-form" onSubmit={save} noValidate>
      <OutsideNameField
        provider={provider}
        value={outsideName}
        onChange={(value) => {
          setSaved(false);
          setOutsideName(value);
        }}
        taken={taken}
      />
      <RolesField
        grants={grants}
        services={services.value ?? []}
        onChange={(changed) => {
          setSaved(false);
          setGrants(changed);
        }}
      />
      {trouble !== undefined && !taken && <Trouble words={`reason.${trouble}`} urgent />}
      {saved && (
        <Notice kind="good" live>
          <p>{say('accounts.saved')}</p>
        </Notice>
      )}
      <div className="button-row">
        <Button type="submit" className="button button-main">
          {say(going ? 'sign-in.going' : 'accounts.save')}
        </Button>
      </div>
    </form>
  );
}

function Password({ hub, account, onEnded }: AccountProps) {
  const { say } = useMessages();
  const [password, setPassword] = useState<string | undefined>();
  const { act, trouble } = useAct<Reason>({ onEnded });
  return (
    <section className="part" aria-labelledby="account-password">
      <h2 id="account-password">{say('accounts.password')}</h2>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      {password === undefined ? (
        <div className="button-row">
          <AskedButton
            label={say('accounts.new-password')}
            title={say('accounts.new-password-ask')}
            confirm={say('accounts.new-password')}
            onConfirm={() =>
              void act(
                () => hub.accounts.newPassword({ name: account.name }),
                (given) => setPassword(given.password),
              )
            }
          >
            <p>{say('accounts.new-password-then', { name: account.name })}</p>
          </AskedButton>
        </div>
      ) : (
        <ShownPassword name={account.name} password={password} />
      )}
    </section>
  );
}

/** For somebody whose telephone or key is lost: nobody else can see which is which. */
function Passkeys({ hub, account, onEnded }: AccountProps) {
  const { say } = useMessages();
  const { name } = account;
  const [count, setCount] = useState(account.passkeys);
  const { act, trouble } = useAct<TroubleOf<Hub['accounts']['removePasskeys']> | 'not-signed-in'>({
    onEnded,
  });
  if (count === 0) return null;
  return (
    <section className="part" aria-labelledby="account-passkeys">
      <h2 id="account-passkeys">{say('accounts.passkeys')}</h2>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <AskedButton
          label={say('accounts.passkeys-remove')}
          title={say('accounts.passkeys-ask', { name })}
          confirm={say('accounts.passkeys-remove')}
          onConfirm={() =>
            void act(
              () => hub.accounts.removePasskeys({ name }),
              () => setCount(0),
            )
          }
        >
          <p>{say('accounts.passkeys-then')}</p>
        </AskedButton>
      </div>
    </section>
  );
}

function Sessions({ hub, account, onEnded }: AccountProps) {
  const { say } = useMessages();
  const { name } = account;
  const { value, reload } = useAnswer(() => hub.accounts.sessions({ name }), { onEnded });
  const { act, trouble } = useAct<TroubleOf<Hub['accounts']['endSessions']> | 'not-signed-in'>({ onEnded });
  return (
    <section className="part" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{say('accounts.sessions')}</h2>
      {value && (
        <SessionTable
          sessions={value.sessions}
          now={value.now}
          onEnd={(session) => void act(() => hub.accounts.endSessions({ name, session }), reload)}
        />
      )}
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      {value !== undefined && value.sessions.length > 0 && (
        <div className="button-row">
          <Button
            className="button"
            onPress={() => void act(() => hub.accounts.endSessions({ name }), reload)}
          >
            {say('accounts.end-all')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Removal({ hub, account, onEnded, onLeave }: AccountProps) {
  const { say } = useMessages();
  const { name } = account;
  const { act, trouble } = useAct<Reason>({ onEnded });
  return (
    <section className="part" aria-labelledby="account-removal">
      <h2 id="account-removal">{say('accounts.removal')}</h2>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <AskedButton
          label={say('accounts.remove')}
          title={say('accounts.remove-ask', { name })}
          confirm={say('accounts.remove')}
          onConfirm={() => void act(() => hub.accounts.remove({ name }), onLeave)}
        >
          <p>{say('accounts.remove-then')}</p>
        </AskedButton>
      </div>
    </section>
  );
}
