import { BellRing, CircleCheck, Clock, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type DeskCall, type DeskView } from '../../../shared/contract/index.ts';
import { type DeskHub } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { agoInWords, languageName, type MessageKey, useMessages } from '../words/index.ts';

/** What somebody behind a desk can promise in one touch. */
const LATER_MINUTES = [2, 5] as const;

const SIGNS: Record<DeskCall['state'], LucideIcon> = {
  ringing: BellRing,
  coming: CircleCheck,
  later: Clock,
  unanswered: TriangleAlert,
};

interface CallsProps {
  hub: DeskHub;
  view: DeskView;
  onChanged: () => void;
}

/** Who calls now, the first first, and what to answer. */
export function Calls({ hub, view, onChanged }: CallsProps) {
  const { say } = useMessages();
  const [trouble, setTrouble] = useState<MessageKey>();
  const { calls, now } = view;

  async function act(done: Promise<{ ok: boolean; reason?: string }>) {
    const answer = await done;
    setTrouble(answer.ok ? undefined : answer.reason === 'call-over' ? 'reason.call-over' : 'desk.not-sent');
    onChanged();
  }

  return (
    <section className="reception-calls" aria-labelledby="calls">
      <h2 id="calls">{say('desk.calls')}</h2>
      {trouble !== undefined && <Trouble words={trouble} urgent />}
      <div aria-live="assertive">
        {calls.length === 0 && (
          <div className="reception-quiet">
            <p>{say('desk.none')}</p>
            <p className="quiet">{say('desk.keep-open')}</p>
          </div>
        )}
        <ul className="reception-list">
          {calls.map((call) => (
            <li key={call.id}>
              <Call
                call={call}
                now={now}
                onAnswer={(minutes) =>
                  void act(hub.answer({ call: call.id, ...(minutes === undefined ? {} : { minutes }) }))
                }
                onFinish={() => void act(hub.finish({ call: call.id }))}
              />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

interface CallProps {
  call: DeskCall;
  now: Date;
  onAnswer: (minutes?: number) => void;
  onFinish: () => void;
}

function Call({ call, now, onAnswer, onFinish }: CallProps) {
  const { say, language } = useMessages();
  const { state } = call;
  const Sign = SIGNS[state];
  const isAnswered = state === 'coming' || state === 'later';
  return (
    <article className="reception-call" data-state={state}>
      <Sign className="reception-call-sign" aria-hidden />
      <div className="reception-call-words">
        <h3>{say(`desk.call.${state}`, { count: call.minutes ?? 0 })}</h3>
        <p className="reception-call-language">
          {say('desk.speaks', { language: languageName(call.language, language, say) })}
        </p>
        <p className="quiet">
          {say('desk.kiosk', { name: call.kiosk })} · {agoInWords(call.calledAt, now, language)}
        </p>
      </div>
      <div className="button-row">
        {state !== 'coming' && (
          <Button className="button button-main" onPress={() => onAnswer()}>
            {say('desk.answer.coming')}
          </Button>
        )}
        {!isAnswered &&
          LATER_MINUTES.map((minutes) => (
            <Button key={minutes} className="button" onPress={() => onAnswer(minutes)}>
              {say('desk.answer.later', { count: minutes })}
            </Button>
          ))}
        {isAnswered && (
          <Button className="button" onPress={onFinish}>
            {say('desk.finish')}
          </Button>
        )}
      </div>
    </article>
  );
}
