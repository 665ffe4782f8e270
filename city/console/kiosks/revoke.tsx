import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Heading } from 'react-aria-components';
import { type KioskDetail } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { DialogButton, LineField, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

interface RevokeProps {
  kiosk: KioskDetail;
  hub: Hub;
  onChanged: () => void;
  onEnded: () => void;
}

/** Taking a kiosk out of service, after saying what becomes of what it has not sent. */
export function Revoke(props: RevokeProps) {
  const { say } = useMessages();
  return (
    <DialogButton
      role="alertdialog"
      button={
        <>
          <Trash2 aria-hidden /> {say('kiosks.revoke')}
        </>
      }
    >
      {(close) => <RevokeForm {...props} close={close} />}
    </DialogButton>
  );
}

function RevokeForm({ kiosk, hub, onChanged, onEnded, close }: RevokeProps & { close: () => void }) {
  const { say } = useMessages();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const [trouble, setTrouble] = useState<
    Exclude<TroubleOf<Hub['fleet']['revoke']>, 'not-confirmed'> | undefined
  >();
  const { id, siteName, health } = kiosk;
  const waiting = health?.waiting ?? 0;

  async function revoke() {
    const done = await hub.fleet.revoke({ id, typedSiteName: typed });
    if (done.ok) {
      close();
      return onChanged();
    }
    if (done.reason === 'not-signed-in') return onEnded();
    if (done.reason === 'not-confirmed') return setProblem(say('reason.not-confirmed'));
    return setTrouble(done.reason);
  }

  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        void revoke();
      }}
    >
      <Heading slot="title">{say('kiosks.revoke.title', { site: siteName })}</Heading>
      <p>{say('kiosks.revoke.effect')}</p>
      <p>
        {health === null || waiting === 0
          ? say(health === null ? 'kiosks.revoke.unknown' : 'kiosks.revoke.empty')
          : say('kiosks.revoke.waiting', { count: waiting })}
      </p>
      <LineField
        label={say('kiosks.revoke.type', { site: siteName })}
        value={typed}
        problem={problem}
        onChange={(value) => {
          setTyped(value);
          setProblem(undefined);
        }}
        autoComplete="off"
        takesFocus
      />
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <Button className="button" onPress={close}>
          {say('kiosks.revoke.keep')}
        </Button>
        <Button className="button button-stop" type="submit">
          {say('kiosks.revoke.go')}
        </Button>
      </div>
    </form>
  );
}
