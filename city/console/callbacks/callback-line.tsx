import { Phone, ConciergeBell } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type CallbackRow } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { languageName, shortDay, Text, useMessages } from '../words/index.ts';

interface CallbackLineProps {
  hub: Hub;
  row: CallbackRow;
  onEnded: () => void;
  /** The list is out of date. */
  onNoted: () => void;
}

type Outcome = Parameters<Hub['callbacks']['note']>[0]['outcome'];

/** One person to call: what is known without opening anything, the number on demand, and what came of the call. */
export function CallbackLine({ hub, row, onEnded, onNoted }: CallbackLineProps) {
  const { say, language } = useMessages();
  const [number, setNumber] = useState<{ number: string; language: string } | undefined>();
  const [trouble, setTrouble] = useState<TroubleOf<
    Hub['callbacks']['number'] | Hub['callbacks']['note']
  > | null>(null);
  const underWay = useRef(false);

  async function show() {
    const opened = await hub.callbacks.number({ id: row.id });
    if (opened.ok) setNumber(opened.value);
    else if (opened.reason === 'not-signed-in') onEnded();
    else setTrouble(opened.reason);
  }

  async function note(outcome: Outcome) {
    if (underWay.current) return;
    underWay.current = true;
    const noted = await hub.callbacks.note({ id: row.id, outcome, tries: row.tries });
    underWay.current = false;
    if (!noted.ok && noted.reason === 'not-signed-in') return onEnded();
    setTrouble(noted.ok || noted.reason === 'not-signed-in' ? null : noted.reason);
    if (noted.ok || noted.reason === 'changed') onNoted();
  }

  return (
    <li className="callback">
      <div className="callback-facts">
        <strong>
          <Text of={row.serviceName} />
        </strong>
        <span className={row.late ? 'state state-refused' : 'state'}>
          {say(row.late ? 'callbacks.late' : 'callbacks.promised', {
            date: shortDay(row.promisedFor, language),
          })}
        </span>
        <span className="quiet">{say('inbox.received', { date: shortDay(row.receivedOn, language) })}</span>
        <bdi className="quiet">{row.site}</bdi>
        {row.tries > 0 && <span>{say('callbacks.tries', { count: row.tries })}</span>}
      </div>
      {number !== undefined && (
        <p className="callback-number">
          <bdi>{number.number}</bdi>{' '}
          <span className="quiet small">
            {say('request.written-in', { language: languageName(number.language, language, say) })}
          </span>
        </p>
      )}
      <div className="button-row">
        {row.way === 'telephone' ? (
          <>
            {number === undefined && (
              <Button className="button button-small" onPress={() => void show()}>
                <Phone aria-hidden /> {say('callbacks.show')}
              </Button>
            )}
            <Button className="button button-small" onPress={() => void note('no-answer')}>
              {say('callbacks.no-answer')}
            </Button>
            <Button className="button button-small" onPress={() => void note('answered')}>
              {say('callbacks.answered')}
            </Button>
          </>
        ) : (
          <span className="callback-desk">
            <ConciergeBell aria-hidden /> {say('callbacks.desk')}
          </span>
        )}
        <Button className="button button-small" onPress={() => void note('desk-message')}>
          {say('callbacks.desk-message')}
        </Button>
      </div>
      {trouble !== null && <Trouble words={`reason.${trouble}`} urgent />}
    </li>
  );
}
