import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { z } from 'zod';
import { type AnswerOf, type Hub, type TroubleOf } from '../connection/index.ts';
import { LineField, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

type Saving = Hub['digest']['setFor'] | Hub['digest']['setMine'];

interface AddressFormProps {
  label: string;
  address: string | null;
  save: (address: string | null) => Promise<AnswerOf<Saving>>;
  onSaved: (address: string | null) => void;
  onEnded: () => void;
}

/** One address, to write, change or take out. */
export function AddressForm({ label, address, save, onSaved, onEnded }: AddressFormProps) {
  const { say } = useMessages();
  const [typed, setTyped] = useState(address ?? '');
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  const [trouble, setTrouble] = useState<TroubleOf<Saving> | undefined>();

  async function change(changed: string | null) {
    const done = await save(changed);
    if (!done.ok && done.reason === 'not-signed-in') return onEnded();
    setTrouble(done.ok || done.reason === 'not-signed-in' ? undefined : done.reason);
    setSaved(done.ok);
    if (done.ok) onSaved(changed);
  }

  function send(event: FormEvent) {
    event.preventDefault();
    const isFit = z.email().safeParse(typed.trim()).success;
    setWrong(!isFit);
    if (isFit) void change(typed.trim());
  }

  return (
    <form className="address-form" onSubmit={send} noValidate>
      <LineField
        label={label}
        type="email"
        autoComplete="email"
        value={typed}
        problem={wrong ? say('digest.wrong') : undefined}
        onChange={(text) => {
          setTyped(text);
          setSaved(false);
        }}
      />
      <Button type="submit" className="button">
        {say('digest.save')}
      </Button>
      {address !== null && (
        <Button className="button button-plain" onPress={() => void change(null)}>
          {say('digest.stop')}
        </Button>
      )}
      <output className="quiet small">{saved && say('digest.saved')}</output>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
    </form>
  );
}
