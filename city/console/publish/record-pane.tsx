import { useState } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type EditedRecord, type PublishedKey } from '../../../shared/contract/index.ts';
import { useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { type RecordPaneProps } from './pane-props.ts';
import { RecordForm } from './record-form.tsx';

/** One record open: a new one is empty, any other is asked of the hub. */
export function RecordPane(props: RecordPaneProps) {
  return props.isNew ? (
    <RecordForm {...props} record={blank(props.place)} onReload={() => undefined} />
  ) : (
    <Known {...props} />
  );
}

function Known(props: RecordPaneProps) {
  const { hub, place, onEnded } = props;
  const { say } = useMessages();
  const [readings, setReadings] = useState(0);
  const asked = useAnswer(() => hub.publish.record(place), { onEnded });
  if (asked.value === undefined) {
    return (
      <div className="publish-open">
        {asked.trouble === undefined ? (
          <Waiting doing={say('publish.opening')} why={say('app.slow')} />
        ) : (
          <Trouble words={`reason.${asked.trouble}`} onTryAgain={asked.reload} />
        )}
      </div>
    );
  }
  return (
    <RecordForm
      key={`${readings} ${versionOf(asked.value)}`}
      {...props}
      record={asked.value}
      onReload={() => {
        setReadings(readings + 1);
        asked.reload();
      }}
    />
  );
}

/** What makes a form begin anew: another draft, another publication, another plan. */
function versionOf({ published, draft, history, schedule }: EditedRecord): string {
  return JSON.stringify([published?.version, draft?.revision, history[0]?.number, schedule]);
}

function blank(place: PublishedKey): EditedRecord {
  return {
    ...place,
    name: '',
    published: null,
    draft: null,
    history: [],
    schedule: { publishAt: null, withdrawAt: null, failed: [] },
    problems: [],
  };
}
