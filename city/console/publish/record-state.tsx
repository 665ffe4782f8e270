import { CalendarClock, CircleCheck, CircleDashed, PencilLine, type LucideIcon } from 'lucide-react';
import { type RecordRow } from '../../../shared/contract/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

type Shown = Pick<RecordRow, 'isPublished' | 'hasDraft' | 'publishAt' | 'withdrawAt'>;

/** Where a record stands, in words with a sign: published or not, begun, planned. */
export function RecordState({ record }: { record: Shown }) {
  const planned = record.publishAt !== null || record.withdrawAt !== null;
  return (
    <>
      {record.isPublished ? (
        <Word sign={CircleCheck} kind="accepted" words="publish.state.published" />
      ) : (
        <Word sign={CircleDashed} kind="received" words="publish.state.unpublished" />
      )}
      {record.hasDraft && <Word sign={PencilLine} kind="in-progress" words="publish.state.draft" />}
      {planned && <Word sign={CalendarClock} kind="in-progress" words="publish.state.planned" />}
    </>
  );
}

function Word({ sign: Sign, kind, words }: { sign: LucideIcon; kind: string; words: MessageKey }) {
  const { say } = useMessages();
  return (
    <span className={`state state-${kind}`}>
      <Sign className="state-sign" aria-hidden />
      {say(words)}
    </span>
  );
}
