import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Grant } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf, useAct, useAnswer } from '../connection/index.ts';
import { LineField, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { OutsideNameField } from './outside-name-field.tsx';
import { RolesField } from './roles-field.tsx';
import { ShownPassword } from './shown-password.tsx';

interface NewAccountProps {
  hub: Hub;
  provider: string | undefined;
  onEnded: () => void;
  onLeave: () => void;
}

/** A name and roles; then a password, once. */
export function NewAccount({ hub, provider, onEnded, onLeave }: NewAccountProps) {
  const { say } = useMessages();
  const services = useAnswer(() => hub.accounts.services(), { onEnded });
  const [name, setName] = useState('');
  const [outsideName, setOutsideName] = useState('');
  const [grants, setGrants] = useState<Grant[]>([{ role: 'agent' }]);
  const [missing, setMissing] = useState(false);
  const [password, setPassword] = useState<string | undefined>();
  const { act, going, trouble } = useAct<TroubleOf<Hub['accounts']['create']> | 'not-signed-in'>({ onEnded });

  function create(event: FormEvent) {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    void act(
      () =>
        hub.accounts.create({
          name,
          grants,
          ...(outsideName.trim() === '' ? {} : { outsideName }),
        }),
      (made) => setPassword(made.password),
    );
  }

  if (password !== undefined) {
    return (
      <>
        <ShownPassword name={name.trim()} password={password} />
        <div className="button-row">
          <Button className="button button-main" onPress={onLeave}>
            {say('accounts.all')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form className="account-form" onSubmit={create} noValidate>
      <LineField
        label={say('accounts.name')}
        value={name}
        onChange={(value) => {
          setMissing(false);
          setName(value);
        }}
        autoComplete="off"
        takesFocus
        help={say('accounts.name-help')}
        problem={problemWith(trouble, missing)}
      />
      <OutsideNameField
        provider={provider}
        value={outsideName}
        onChange={setOutsideName}
        taken={trouble === 'outside-name-taken'}
      />
      <RolesField grants={grants} services={services.value ?? []} onChange={setGrants} />
      {trouble !== undefined && !AT_A_FIELD.has(trouble) && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <Button type="submit" className="button button-main">
          {say(going ? 'sign-in.going' : 'accounts.create')}
        </Button>
        <Button className="button" onPress={onLeave}>
          {say('accounts.leave-it')}
        </Button>
      </div>
    </form>
  );

  function problemWith(reason: typeof trouble, missing: boolean): string | undefined {
    if (missing) return say('accounts.name-missing');
    return reason === 'name-taken' ? say('reason.name-taken') : undefined;
  }
}

const AT_A_FIELD = new Set<string>(['name-taken', 'outside-name-taken']);
