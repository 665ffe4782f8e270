import { CalendarOff } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, Heading } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type Hub, type TroubleOf, useAnswer } from '../connection/index.ts';
import { Choice, DialogButton, LineField, Trouble } from '../parts/index.ts';
import { dayOf, longDay, useMessages } from '../words/index.ts';

interface AbsenceProps {
  hub: Hub;
  onEnded: () => void;
}

/** "I am away until …": who sees and answers this agent's requests meanwhile. */
export function AbsenceButton(props: AbsenceProps) {
  const { say } = useMessages();
  return (
    <DialogButton
      buttonClass="button-small button-plain"
      dialogClass="dialog-form"
      button={
        <>
          <CalendarOff aria-hidden /> {say('absence.title')}
        </>
      }
    >
      {(close) => (
        <>
          <Heading slot="title">{say('absence.title')}</Heading>
          <AbsenceForm {...props} onDone={close} />
        </>
      )}
    </DialogButton>
  );
}

function AbsenceForm({ hub, onEnded, onDone }: AbsenceProps & { onDone: () => void }) {
  const { say, language } = useMessages();
  const { value, trouble: silent, reload } = useAnswer(() => hub.team.absence(), { onEnded });
  const [until, setUntil] = useState('');
  const [deputy, setDeputy] = useState('');
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<TroubleOf<Hub['team']['setAbsence']> | undefined>();
  const [today] = useState(() => dayOf(new Date()));

  async function set(absence: { until: string; deputy: string } | null) {
    const answer = await hub.team.setAbsence({ absence });
    if (answer.ok) return onDone();
    if (answer.reason === 'not-signed-in') return onEnded();
    setTrouble(answer.reason);
  }

  function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (until >= today && deputy !== '') void set({ until, deputy });
  }

  if (silent !== undefined) return <Trouble words={`reason.${silent}`} onTryAgain={reload} />;
  if (value === undefined) return <Waiting doing={say('absence.loading')} why={say('app.slow')} />;
  if (value.absence !== null) {
    const { until: end, deputy: name } = value.absence;
    return (
      <>
        <p>{say('absence.now', { date: longDay(end, language), name })}</p>
        {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
        <div className="button-row">
          <Button className="button button-main" onPress={() => void set(null)}>
            {say('absence.back')}
          </Button>
          <Button className="button" onPress={onDone}>
            {say('absence.close')}
          </Button>
        </div>
      </>
    );
  }
  if (value.deputies.length === 0) {
    return (
      <>
        <p>{say('absence.nobody')}</p>
        <Button className="button" onPress={onDone}>
          {say('absence.close')}
        </Button>
      </>
    );
  }
  return (
    <form className="dialog-form" onSubmit={send} noValidate>
      <p className="quiet">{say('absence.intro')}</p>
      <LineField
        label={say('absence.until')}
        type="date"
        value={until}
        min={today}
        help={until === '' ? undefined : longDay(until, language)}
        problem={tried && until < today ? say('absence.until.problem') : undefined}
        onChange={setUntil}
      />
      <Choice
        label={say('absence.deputy')}
        value={deputy}
        options={[
          { value: '', label: say('team.choose') },
          ...value.deputies
            .filter(({ awayUntil }) => awayUntil === undefined)
            .map(({ name }) => ({ value: name, label: name })),
        ]}
        problem={tried && deputy === '' ? say('absence.deputy.problem') : undefined}
        onChange={setDeputy}
      />
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <Button type="submit" className="button button-main">
          {say('absence.save')}
        </Button>
        <Button className="button" onPress={onDone}>
          {say('absence.close')}
        </Button>
      </div>
    </form>
  );
}
