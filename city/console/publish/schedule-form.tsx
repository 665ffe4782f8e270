import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type EditedRecord } from '../../../shared/contract/index.ts';
import { Notice } from '../../../renderer/ui/index.ts';
import { LineField } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { type OpenRecord } from './use-record.ts';
import { sentenceOf } from './words.ts';

interface ScheduleFormProps {
  record: EditedRecord;
  open: OpenRecord;
}

/** When the draft goes out, and when the record is taken back, by the clock of whoever sits here. */
export function ScheduleForm({ record, open }: ScheduleFormProps) {
  const { say } = useMessages();
  const { schedule, draft } = record;
  const [publishAt, setPublishAt] = useState(() => fieldOf(schedule.publishAt));
  const [withdrawAt, setWithdrawAt] = useState(() => fieldOf(schedule.withdrawAt));

  function plan(event: FormEvent) {
    event.preventDefault();
    void open.schedule(dateOf(publishAt), dateOf(withdrawAt));
  }

  return (
    <form className="part" onSubmit={plan} aria-labelledby="publish-schedule">
      <h3 id="publish-schedule">{say('publish.schedule')}</h3>
      {schedule.failed.map((problem) => (
        <Notice key={`${problem.path} ${problem.problem}`} kind="warn">
          <p>{say('publish.schedule.failed', { problem: sentenceOf(problem, say) })}</p>
        </Notice>
      ))}
      <LineField
        label={say('publish.schedule.publish')}
        type="datetime-local"
        value={publishAt}
        onChange={setPublishAt}
        help={draft === null ? say('publish.schedule.needs-draft') : undefined}
      />
      <LineField
        label={say('publish.schedule.withdraw')}
        type="datetime-local"
        value={withdrawAt}
        onChange={setWithdrawAt}
      />
      <Button
        type="submit"
        className="button button-small publish-add"
        isDisabled={open.busy || open.isChanged}
      >
        {say('publish.schedule.plan')}
      </Button>
      {open.isChanged && <p className="field-help">{say('publish.schedule.save-first')}</p>}
    </form>
  );
}

function fieldOf(date: Date | null): string {
  if (date === null) return '';
  const here = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 16);
}

function dateOf(field: string): Date | null {
  return field === '' ? null : new Date(field);
}
