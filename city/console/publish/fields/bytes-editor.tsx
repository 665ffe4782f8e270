import { useId } from 'react';
import { toBase64 } from '../../../../shared/sealing/index.ts';
import { useMessages } from '../../words/index.ts';
import { pathOf } from '../value.ts';
import { useWords } from '../words.ts';
import { type FieldProps } from './field-props.ts';
import { useProblem } from './use-problem.ts';

/** A file of the publisher's own machine. */
export function BytesEditor({ field, value, at, onChange }: FieldProps) {
  const { say, language } = useMessages();
  const words = useWords();
  const problem = useProblem(at);
  const id = useId();
  const bytes = typeof value === 'string' ? Math.floor((value.length * 3) / 4) : 0;
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });

  async function choose(file: File | undefined) {
    if (file) onChange(at, toBase64(new Uint8Array(await file.arrayBuffer())));
  }

  return (
    <div className="field" data-path={pathOf(at)}>
      <label htmlFor={id}>{words(field.label)}</label>
      <input id={id} type="file" onChange={(event) => void choose(event.target.files?.[0])} />
      {bytes > 0 && (
        <span className="field-help">
          {say('publish.bytes', { size: size.format(Math.ceil(bytes / 1000)) })}
        </span>
      )}
      {problem !== undefined && <span className="field-problem">{problem}</span>}
    </div>
  );
}
