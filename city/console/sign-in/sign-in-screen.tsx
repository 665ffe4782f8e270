import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { type Agent } from '../../../shared/contract/index.ts';
import { type Hub } from '../connection/index.ts';
import { Choice, LineField, Trouble } from '../parts/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';
import { CITIES, cityInAddress } from './cities.ts';
import { entryTrouble, forgetEntry } from './entry.ts';
import { OtherWays } from './other-ways.tsx';

interface SignInProps {
  hub: Hub;
  /** The agent whose session ended while they worked: only the password is asked again. */
  ended?: Agent | undefined;
  onSignedIn: (agent: Agent) => void;
}

/** Who comes in: the city from the address or a short list, a name, a password; or another way. */
export function SignInScreen({ hub, ended, onSignedIn }: SignInProps) {
  const { say } = useMessages();
  const named = ended === undefined ? cityInAddress(location.search) : cityOf(ended);
  const [city, setCity] = useState(named?.id ?? '');
  const [choosing, setChoosing] = useState(named === undefined);
  const [name, setName] = useState(ended?.name ?? '');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<MessageKey | undefined>(() => entryTrouble(location.search));
  const [going, setGoing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(forgetEntry, []);

  async function signIn(event: FormEvent) {
    event.preventDefault();
    if (going) return;
    if (city === '' || name.trim() === '' || password === '') return setTrouble('sign-in.missing');
    setGoing(true);
    setTrouble(undefined);
    const signedIn = await hub.signIn({ tenant: city, name: name.trim(), password });
    setGoing(false);
    if (signedIn.ok) return onSignedIn(signedIn.value);
    setTrouble(`reason.${signedIn.reason}`);
    if (signedIn.reason !== 'wrong-name-or-password') return;
    setPassword('');
    form.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
  }

  return (
    <main className="sign-in">
      <form ref={form} className="sign-in-card" onSubmit={(event) => void signIn(event)} noValidate>
        <h1>{say('sign-in.title')}</h1>
        <p className="quiet">{say('sign-in.intro')}</p>
        {ended !== undefined && <Notice kind="warn">{say('sign-in.ended')}</Notice>}
        {choosing ? (
          <Choice
            label={say('sign-in.city')}
            value={city}
            onChange={setCity}
            takesFocus
            options={[
              { value: '', label: say('sign-in.choose-city') },
              ...CITIES.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : (
          <p className="sign-in-city">
            <span className="quiet">{say('sign-in.city')}</span>
            <strong>{named?.name}</strong>
            {ended === undefined && (
              <Button className="button button-plain" onPress={() => setChoosing(true)}>
                {say('sign-in.other-city')}
              </Button>
            )}
          </p>
        )}
        <LineField
          label={say('sign-in.name')}
          value={name}
          onChange={setName}
          autoComplete="username"
          takesFocus={named !== undefined && ended === undefined}
        />
        <LineField
          label={say('sign-in.password')}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          takesFocus={ended !== undefined}
        />
        {trouble !== undefined && <Trouble words={trouble} urgent />}
        <Button type="submit" className="button button-main">
          {say(going ? 'sign-in.going' : 'sign-in.go')}
        </Button>
        <OtherWays hub={hub} city={city} onSignedIn={onSignedIn} onTrouble={setTrouble} />
      </form>
    </main>
  );
}

function cityOf(agent: Agent) {
  return { id: agent.tenant, name: agent.tenantName };
}
