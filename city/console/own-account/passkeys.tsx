import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type PasskeyRow } from '../../../shared/contract/index.ts';
import { err, type Result } from '../../../shared/result/index.ts';
import { type Hub, type TroubleOf, useAct } from '../connection/index.ts';
import { LineField, Trouble } from '../parts/index.ts';
import { agoInWords, useMessages } from '../words/index.ts';

interface PasskeysProps {
  hub: Hub;
  passkeys: readonly PasskeyRow[];
  now: Date;
  onChanged: () => void;
  onEnded: () => void;
}

type Reason =
  | TroubleOf<Hub['own']['offerPasskey']>
  | TroubleOf<Hub['own']['addPasskey']>
  | TroubleOf<Hub['own']['removePasskey']>
  | 'not-made'
  | 'not-signed-in';

/** The passkeys of an account: each is added and removed by its owner. */
export function Passkeys({ hub, passkeys, now, onChanged, onEnded }: PasskeysProps) {
  const { say } = useMessages();
  const [label, setLabel] = useState('');
  const [missing, setMissing] = useState(false);
  const { act, going, trouble } = useAct<Reason>({ onEnded });

  function add(event: FormEvent) {
    event.preventDefault();
    setMissing(label.trim() === '');
    if (label.trim() === '') return;
    void act(
      () => makePasskey(hub, label),
      () => {
        setLabel('');
        onChanged();
      },
    );
  }

  return (
    <section className="part" aria-labelledby="own-passkeys">
      <h2 id="own-passkeys">{say('own.passkeys')}</h2>
      <p className="quiet">{say('own.passkeys-help')}</p>
      {passkeys.length > 0 && (
        <PasskeyTable
          passkeys={passkeys}
          now={now}
          onRemove={(id) => void act(() => hub.own.removePasskey({ id }), onChanged)}
        />
      )}
      {browserSupportsWebAuthn() ? (
        <form className="narrow-form" onSubmit={add} noValidate>
          <LineField
            label={say('own.passkey-label')}
            value={label}
            onChange={setLabel}
            help={say('own.passkey-label-help')}
            problem={missing ? say('own.passkey-label-missing') : undefined}
          />
          {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
          <div className="button-row">
            <Button type="submit" className="button">
              {say(going ? 'own.passkey-going' : 'own.passkey-add')}
            </Button>
          </div>
        </form>
      ) : (
        <p>{say('own.passkeys-unknown')}</p>
      )}
    </section>
  );
}

interface PasskeyTableProps {
  passkeys: readonly PasskeyRow[];
  now: Date;
  onRemove: (id: string) => void;
}

function PasskeyTable({ passkeys, now, onRemove }: PasskeyTableProps) {
  const { say, language } = useMessages();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('own.passkey-name')}</th>
          <th scope="col">{say('own.passkey-added')}</th>
          <th scope="col">{say('own.passkey-used')}</th>
          <th scope="col">{say('own.passkey-end')}</th>
        </tr>
      </thead>
      <tbody>
        {passkeys.map(({ id, label, createdAt, usedAt }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{label}</bdi>
            </th>
            <td>{agoInWords(createdAt, now, language)}</td>
            <td>
              {usedAt === null ? (
                <span className="quiet">{say('own.passkey-never')}</span>
              ) : (
                agoInWords(usedAt, now, language)
              )}
            </td>
            <td>
              <Button
                className="button button-small"
                aria-label={say('own.passkey-remove-one', { label })}
                onPress={() => onRemove(id)}
              >
                {say('own.passkey-remove')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `not-made`: its owner gave up, or this device already has one of theirs. */
async function makePasskey(hub: Hub, label: string): Promise<Result<unknown, Reason>> {
  const offer = await hub.own.offerPasskey();
  if (!offer.ok) return offer;
  try {
    const made = await startRegistration({ optionsJSON: offer.value });
    const { id, rawId, type, response } = made;
    const { clientDataJSON, attestationObject, transports } = response;
    return await hub.own.addPasskey({
      label,
      passkey: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: {
          clientDataJSON,
          attestationObject,
          ...(transports === undefined ? {} : { transports }),
        },
      },
    });
  } catch {
    return err('not-made');
  }
}
