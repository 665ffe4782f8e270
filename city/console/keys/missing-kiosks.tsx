import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type MissingKiosk } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { agoInWords, useMessages } from '../words/index.ts';

interface MissingKiosksProps {
  hub: Hub;
  kid: string;
  onEnded: () => void;
}

/** The kiosks that may still bring something under a retired key, fifty at a time, once somebody wants to see them. */
export function MissingKiosks({ hub, kid, onEnded }: MissingKiosksProps) {
  const { say } = useMessages();
  const [kiosks, setKiosks] = useState<MissingKiosk[] | undefined>();
  const [more, setMore] = useState<{ next: string | null; now: Date } | undefined>();
  const [trouble, setTrouble] = useState<TroubleOf<Hub['keys']['missingKiosks']> | undefined>();

  async function show() {
    setTrouble(undefined);
    const after = more?.next ?? undefined;
    const answer = await hub.keys.missingKiosks({ kid, ...(after === undefined ? {} : { after }) });
    if (answer.ok) {
      setKiosks([...(kiosks ?? []), ...answer.value.kiosks]);
      setMore({ next: answer.value.next, now: answer.value.now });
    } else if (answer.reason === 'not-signed-in') onEnded();
    else setTrouble(answer.reason);
  }

  const isEnd = more !== undefined && more.next === null;
  return (
    <>
      {kiosks !== undefined && more !== undefined && (
        <ul className="keys-kiosks">
          {kiosks.map((kiosk) => (
            <li key={kiosk.id}>
              <strong>
                <bdi>{kiosk.siteName}</bdi>
              </strong>{' '}
              <span className="keys-id">{kiosk.id.slice(0, 8)}</span>
              <br />
              <span className="small">
                {say(`keys.why.${kiosk.why}`)} <Seen at={kiosk.seenAt} now={more.now} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      {!isEnd && (
        <Button className="button" onPress={() => void show()}>
          {say(kiosks === undefined ? 'keys.kiosks.show' : 'keys.kiosks.more')}
        </Button>
      )}
    </>
  );
}

function Seen({ at, now }: { at: Date | null; now: Date }) {
  const { say, language } = useMessages();
  if (at === null) return say('keys.seen.never');
  return say('keys.seen.ago', { ago: agoInWords(at, now, language) });
}
