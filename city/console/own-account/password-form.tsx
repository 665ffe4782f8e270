import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { PASSWORD_SIGNS } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf, useAct } from '../connection/index.ts';
import { LineField, Trouble } from '../parts/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

interface PasswordFormProps {
  hub: Hub;
  /** Of the account, for whatever keeps passwords. */
  name: string;
  onChanged: () => void;
  onEnded: () => void;
}

const NOTHING = { old: '', fresh: '', again: '' };

type Problems = Partial<Record<keyof typeof NOTHING, MessageKey>>;

/** The old password is asked, so that an open desk is not enough to take an account over. */
export function PasswordForm({ hub, name, onChanged, onEnded }: PasswordFormProps) {
  const { say } = useMessages();
  const [written, setWritten] = useState(NOTHING);
  const [problems, setProblems] = useState<Problems>({});
  const [changed, setChanged] = useState(false);
  const { act, going, trouble } = useAct<TroubleOf<Hub['own']['changePassword']> | 'not-signed-in'>({
    onEnded,
  });
  const wrong = trouble === 'wrong-password';

  function change(event: FormEvent) {
    event.preventDefault();
    setChanged(false);
    const found = problemsOf(written);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const { old, fresh } = written;
    void act(
      () => hub.own.changePassword({ old, fresh }),
      () => {
        setWritten(NOTHING);
        setChanged(true);
        onChanged();
      },
    );
  }

  const fieldOf = (name: keyof typeof NOTHING) => ({
    label: say(`own-password.${name}`),
    type: 'password' as const,
    value: written[name],
    onChange: (value: string) => setWritten({ ...written, [name]: value }),
    problem: problems[name] && say(problems[name], { least: PASSWORD_SIGNS }),
  });

  return (
    <section className="part" aria-labelledby="own-password">
      <h2 id="own-password">{say('own.password')}</h2>
      <form className="narrow-form" onSubmit={change} noValidate>
        <input hidden readOnly value={name} autoComplete="username" />
        <LineField
          {...fieldOf('old')}
          autoComplete="current-password"
          problem={wrong ? say('reason.wrong-password') : fieldOf('old').problem}
        />
        <LineField
          {...fieldOf('fresh')}
          autoComplete="new-password"
          help={say('own.password-help', { least: PASSWORD_SIGNS })}
        />
        <LineField {...fieldOf('again')} autoComplete="new-password" />
        {trouble !== undefined && !wrong && <Trouble words={`reason.${trouble}`} urgent />}
        <div className="button-row">
          <Button type="submit" className="button">
            {say(going ? 'sign-in.going' : 'own.password-change')}
          </Button>
        </div>
        {changed && (
          <Notice kind="good" live>
            <p>{say('own.password-changed')}</p>
          </Notice>
        )}
      </form>
    </section>
  );
}

function problemsOf({ old, fresh, again }: typeof NOTHING): Problems {
  return {
    ...(old === '' ? { old: 'own.password-old-missing' } : {}),
    ...([...fresh].length < PASSWORD_SIGNS ? { fresh: 'own.password-short' } : {}),
    ...(fresh === again ? {} : { again: 'own.password-differs' }),
  };
}
