import { useState } from 'react';
import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { Choice, LineField } from '../parts/index.ts';
import { daysAfter, longDay, useMessages } from '../words/index.ts';
import { commissionsOf } from './draft.ts';

interface CommissionFieldProps {
  request: OpenedRequest;
  value: string;
  problem: string | undefined;
  onChange: (name: string) => void;
}

const OTHER = '…';

/** One of the commissions that the form offers, or another by its name; a name alone where the form offers none. */
export function CommissionField({ request, value, problem, onChange }: CommissionFieldProps) {
  const { say } = useMessages();
  const offered = commissionsOf(request).map((commission) => commission.fr);
  const [other, setOther] = useState(value !== '' && !offered.includes(value));
  const written = other || offered.length === 0;

  function choose(chosen: string) {
    setOther(chosen === OTHER);
    onChange(chosen === OTHER ? '' : chosen);
  }

  return (
    <>
      {offered.length > 0 && (
        <Choice
          label={say('reply.commission')}
          value={other ? OTHER : value}
          problem={written ? undefined : problem}
          onChange={choose}
          options={[
            { value: '', label: say('reply.commission.choose') },
            ...offered.map((name) => ({ value: name, label: name })),
            { value: OTHER, label: say('reply.commission.other') },
          ]}
        />
      )}
      {written && (
        <LineField
          label={say('reply.commission.name')}
          value={value}
          problem={problem}
          onChange={onChange}
          takesFocus={other && value === ''}
        />
      )}
    </>
  );
}

interface DateFieldProps {
  value: string;
  /** ISO day. */
  today: string;
  problem: string | undefined;
  onChange: (date: string) => void;
}

/** The day of the commission, repeated in words: the weekday shows a slip of the hand. */
export function DateField({ value, today, problem, onChange }: DateFieldProps) {
  const { say, language } = useMessages();
  return (
    <LineField
      label={say('reply.date')}
      type="date"
      value={value}
      min={daysAfter(today, 1)}
      help={value === '' ? undefined : longDay(value, language)}
      problem={problem}
      onChange={onChange}
    />
  );
}
