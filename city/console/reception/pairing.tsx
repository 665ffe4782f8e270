import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { type DeskHub } from '../connection/index.ts';
import { LineField } from '../parts/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

interface PairingProps {
  hub: DeskHub;
  /** Somebody took this desk back while its page was open. */
  wasPaired: boolean;
  onPaired: () => void;
}

/** A browser that is no desk yet: the code of an agent makes it one. */
export function Pairing({ hub, wasPaired, onPaired }: PairingProps) {
  const { say } = useMessages();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<MessageKey>();
  const [going, setGoing] = useState(false);

  async function pair(event: FormEvent) {
    event.preventDefault();
    if (going) return;
    if (code.trim() === '') return setProblem('desk.pair.missing');
    setGoing(true);
    const paired = await hub.pair({ code: code.slice(0, 80) });
    setGoing(false);
    if (paired.ok) return onPaired();
    setProblem(paired.reason === 'too-many-tries' ? 'desk.pair.too-many' : `reason.${paired.reason}`);
  }

  return (
    <form className="reception-pair" onSubmit={(event) => void pair(event)} noValidate>
      <h1>{say('desk.pair.title')}</h1>
      {wasPaired && <Notice kind="warn">{say('desk.pair.taken-back')}</Notice>}
      <p>{say('desk.pair.text')}</p>
      <LineField
        label={say('desk.pair.code')}
        value={code}
        onChange={setCode}
        autoComplete="off"
        takesFocus
        help={say('desk.pair.help')}
        problem={problem === undefined ? undefined : say(problem)}
      />
      <Button type="submit" className="button button-main">
        {say(going ? 'desk.pair.going' : 'desk.pair.go')}
      </Button>
    </form>
  );
}
