import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type CallbackRow } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { CallbackLine } from './callback-line.tsx';

const RELOAD_MILLISECONDS = 60_000;

interface CallbacksPageProps {
  hub: Hub;
  onEnded: () => void;
}

/** Who waits for a call, the first promised first; a page at a time. */
export function CallbacksPage({ hub, onEnded }: CallbacksPageProps) {
  const { say } = useMessages();
  const [pages, setPages] = useState<CallbackRow[]>([]);
  const after = pages.at(-1);
  return (
    <SectionPage title={say('section.callbacks')}>
      <p className="quiet">{say('callbacks.intro')}</p>
      <CallbackPage
        key={after?.id ?? ''}
        hub={hub}
        onEnded={onEnded}
        after={after}
        onNext={(last) => setPages([...pages, last])}
        onBack={after && (() => setPages(pages.slice(0, -1)))}
      />
    </SectionPage>
  );
}

interface CallbackPageProps extends CallbacksPageProps {
  after: CallbackRow | undefined;
  onNext: (last: CallbackRow) => void;
  onBack: (() => void) | undefined;
}

function CallbackPage({ hub, onEnded, after, onNext, onBack }: CallbackPageProps) {
  const { say } = useMessages();
  const place = after && { promisedFor: after.promisedFor, id: after.id };
  const list = useAnswer(() => hub.callbacks.list(place ? { after: place } : {}), {
    onEnded,
    everyMilliseconds: RELOAD_MILLISECONDS,
  });
  const rows = list.value?.rows ?? [];
  const last = rows.at(-1);
  return (
    <>
      {list.trouble !== undefined && <Trouble words={`reason.${list.trouble}`} onTryAgain={list.reload} />}
      {list.value === undefined && list.trouble === undefined && (
        <Waiting doing={say('callbacks.loading')} why={say('app.slow')} />
      )}
      {list.value !== undefined && rows.length === 0 && <p>{say('callbacks.none')}</p>}
      {rows.length > 0 && (
        <ul className="callbacks" aria-label={say('section.callbacks')}>
          {rows.map((row) => (
            <CallbackLine key={row.id} hub={hub} row={row} onEnded={onEnded} onNoted={list.reload} />
          ))}
        </ul>
      )}
      <div className="button-row">
        {onBack !== undefined && (
          <Button className="button" onPress={onBack}>
            {say('callbacks.before')}
          </Button>
        )}
        {list.value?.more === true && last !== undefined && (
          <Button className="button" onPress={() => onNext(last)}>
            {say('callbacks.more')}
          </Button>
        )}
      </div>
    </>
  );
}
