import { useState } from 'react';
import { parseJson } from '../../../../shared/json/index.ts';
import { LongField } from '../../parts/index.ts';
import { useMessages } from '../../words/index.ts';
import { pathOf } from '../value.ts';
import { useWords } from '../words.ts';
import { type FieldProps } from './field-props.ts';
import { useProblem } from './use-problem.ts';

/** What no editor knows better, as it is written in a file. */
export function FreeEditor({ field, value, at, onChange }: FieldProps) {
  const { say } = useMessages();
  const words = useWords();
  const problem = useProblem(at, true);
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, undefined, 2)));
  const isWrong = text.trim() !== '' && parseJson(text) === undefined;

  function write(written: string) {
    setText(written);
    if (written.trim() === '') onChange(at, undefined);
    else if (parseJson(written) !== undefined) onChange(at, parseJson(written));
  }

  return (
    <div data-path={pathOf(at)} className="publish-free">
      <LongField
        label={words(field.label)}
        value={text}
        onChange={write}
        rows={Math.min(10, text.split('\n').length + 1)}
        language=""
        direction="ltr"
        help={say('publish.free')}
        problem={isWrong ? say('publish.problem.not-json') : problem}
      />
    </div>
  );
}
