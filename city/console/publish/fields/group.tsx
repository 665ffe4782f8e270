import { type ReactNode } from 'react';
import { type Field } from '../../../../shared/publishing/index.ts';
import { pathOf, type Step } from '../value.ts';
import { useWords } from '../words.ts';
import { useProblem } from './use-problem.ts';

interface GroupProps {
  field: Field;
  at: readonly Step[];
  children: ReactNode;
  /** In place of the field's own words. */
  title?: string;
}

/** Fields that belong together, under one name; what is amiss with all of them stands beneath it. */
export function Group({ field, at, children, title }: GroupProps) {
  const words = useWords();
  const problem = useProblem(at);
  return (
    <fieldset className="publish-group" data-path={pathOf(at)} tabIndex={-1}>
      <legend>{title ?? words(field.label)}</legend>
      {field.help && <p className="field-help">{words(field.help)}</p>}
      {problem !== undefined && <p className="field-problem">{problem}</p>}
      {children}
    </fieldset>
  );
}
