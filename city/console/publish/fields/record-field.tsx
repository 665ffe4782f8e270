import { useEffect, useId, useState } from 'react';
import { type RecordRow } from '../../../../shared/contract/index.ts';
import { useMessages } from '../../words/index.ts';
import { pathOf } from '../value.ts';
import { useWords } from '../words.ts';
import { useEditing } from './context.ts';
import { type FieldProps } from './field-props.ts';
import { useProblem } from './use-problem.ts';

const AFTER_TYPING_MILLISECONDS = 200;

/** The id of another record, found by its name: the browser's own list of suggestions, which every keyboard knows. */
export function RecordEditor({ field, value, at, onChange }: FieldProps) {
  const { say } = useMessages();
  const words = useWords();
  const problem = useProblem(at);
  const id = useId();
  const text = typeof value === 'string' ? value : '';
  const found = useFound(field.collection ?? '', text);
  const named = found.find((record) => record.id === text);
  return (
    <div className="field" data-path={pathOf(at)}>
      <label htmlFor={id}>{words(field.label)}</label>
      <input
        id={id}
        className="field-input"
        list={`${id}-found`}
        value={text}
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-named`}
        onChange={(event) => onChange(at, event.target.value === '' ? undefined : event.target.value)}
      />
      <datalist id={`${id}-found`}>
        {found.map((record) => (
          <option key={`${record.id} ${record.scope}`} value={record.id}>
            {record.name}
          </option>
        ))}
      </datalist>
      <span id={`${id}-named`} className={problem === undefined ? 'field-help' : 'field-problem'}>
        {problem ?? (named ? <bdi>{named.name}</bdi> : say('publish.reference'))}
      </span>
    </div>
  );
}

function useFound(collection: string, text: string): readonly RecordRow[] {
  const { hub } = useEditing();
  const [found, setFound] = useState<readonly RecordRow[]>([]);
  useEffect(() => {
    let isOld = false;
    async function look() {
      const answer = await hub.publish.records({ collection, search: text.replaceAll('-', ' ') });
      if (!isOld && answer.ok) setFound(answer.value.records);
    }
    const timer = setTimeout(() => {
      void look();
    }, AFTER_TYPING_MILLISECONDS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [hub, collection, text]);
  return found;
}
