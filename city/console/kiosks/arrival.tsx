import { CircleCheck, Hourglass } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { encode } from 'uqr';
import { type SiteChoice } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { countdown, momentInWords, useMessages } from '../words/index.ts';

/** Somebody stands at the kiosk and waits for this page, perhaps on a telephone. */
const LOOK_MILLISECONDS = 2_000;
const TICK_MILLISECONDS = 1_000;

interface ArrivalProps {
  hub: Hub;
  site: SiteChoice;
  code: string;
  expiresAt: Date;
  onEnded: () => void;
  onArrived: () => void;
}

/** The code, large and as a picture, what to do with it, and whether its kiosk has come. */
export function Arrival({ hub, site, code, expiresAt, onEnded, onArrived }: ArrivalProps) {
  const { say, language } = useMessages();
  const now = useNow();
  const { value, trouble, reload } = useAnswer(() => hub.fleet.codeState({ code }), {
    onEnded,
    everyMilliseconds: LOOK_MILLISECONDS,
  });
  const state = stateOf(value);
  const told = useEffectEvent(onArrived);
  useEffect(() => {
    if (state === 'here' || state === 'proved') told();
  }, [state]);
  const [city = '', groups = code] = code.split('.');
  return (
    <div className="part">
      <p>{say('kiosks.new.for', { site: site.name })}</p>
      <div className="code-card">
        <p className="code-large">
          <span className="small">{city}.</span>
          {groups}
        </p>
        <CodePicture code={code} />
      </div>
      <p className="quiet">
        {say('kiosks.new.until', {
          time: momentInWords(expiresAt, now, language),
          left: countdown(expiresAt, now, language),
        })}
      </p>
      <ol className="steps-list">
        <li>{say('kiosks.new.step-network')}</li>
        <li>
          {say('kiosks.new.step-file')}
          <pre className="code-lines">{`"hub": "${location.origin}",\n"enrolmentCode": "${code}"`}</pre>
        </li>
        <li>{say('kiosks.new.step-start')}</li>
        <li>{say('kiosks.new.step-wait')}</li>
      </ol>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      <output className={`arrival arrival-${state}`}>
        {state === 'proved' ? <CircleCheck aria-hidden /> : <Hourglass aria-hidden />}{' '}
        {say(`kiosks.arrival.${state}`, { site: site.name })}
      </output>
    </div>
  );
}

type State = 'waiting' | 'gone' | 'here' | 'proved';

function stateOf(value: { state: 'waiting' | 'arrived' | 'gone'; isProved: boolean } | undefined): State {
  if (value === undefined) return 'waiting';
  if (value.state === 'arrived') return value.isProved ? 'proved' : 'here';
  return value.state;
}

function CodePicture({ code }: { code: string }) {
  const { say } = useMessages();
  const { data, size } = encode(code, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      className="code-picture"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={say('kiosks.new.picture')}
    >
      <path d={path.join('')} />
    </svg>
  );
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
