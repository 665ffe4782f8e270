import { Save, Send, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type EditedRecord } from '../../../shared/contract/index.ts';
import { agoInWords, useMessages } from '../words/index.ts';
import { History } from './history.tsx';
import { type RecordPaneProps } from './pane-props.ts';
import { RecordState } from './record-state.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { type OpenRecord } from './use-record.ts';

interface RecordSideProps extends RecordPaneProps {
  record: EditedRecord;
  open: OpenRecord;
}

/** Where the record stands, what can be done with it, when, and what was done before. */
export function RecordSide({ hub, record, place, open, isNew }: RecordSideProps) {
  const { say, language } = useMessages();
  const { draft, published, schedule, history } = record;
  const [now] = useState(() => new Date());
  return (
    <>
      <div className="publish-state">
        <RecordState record={{ ...schedule, isPublished: published !== null, hasDraft: draft !== null }} />
      </div>
      {draft && (
        <p className="quiet small">
          {say('publish.draft-of', {
            agent: draft.agent,
            ago: agoInWords(draft.savedAt, now, language),
          })}
        </p>
      )}
      <output className="publish-note quiet small">
        {say(open.busy ? 'publish.busy' : open.isChanged ? 'publish.changed' : 'publish.unchanged')}
      </output>
      <div className="publish-acts">
        <Button className="button button-main" onPress={() => void open.publish()} isDisabled={open.busy}>
          <Send aria-hidden /> {say('publish.publish')}
        </Button>
        <Button className="button" onPress={() => void open.save()} isDisabled={open.busy}>
          <Save aria-hidden /> {say('publish.save')}
        </Button>
        {draft && (
          <Button className="button button-plain" onPress={() => void open.discard()} isDisabled={open.busy}>
            <Undo2 aria-hidden /> {say('publish.discard')}
          </Button>
        )}
        {published && (
          <Button className="button button-plain" onPress={() => void open.withdraw()} isDisabled={open.busy}>
            <Trash2 aria-hidden /> {say('publish.withdraw')}
          </Button>
        )}
      </div>
      <p className="quiet small">{say('publish.keys')}</p>
      {!isNew && <ScheduleForm record={record} open={open} />}
      {history.length > 0 && <History hub={hub} place={place} history={history} open={open} />}
    </>
  );
}
