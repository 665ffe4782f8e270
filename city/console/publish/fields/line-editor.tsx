import { type Field } from '../../../../shared/publishing/index.ts';
import { LineField, LongField } from '../../parts/index.ts';
import { pathOf } from '../value.ts';
import { useWords } from '../words.ts';
import { type FieldProps } from './field-props.ts';
import { useProblem } from './use-problem.ts';

const TYPES = { number: 'text', date: 'date', moment: 'datetime-local', line: 'text' } as const;

/** A line, a number, a day, an hour; several lines where the text may be long. */
export function LineEditor({ field, value, at, onChange }: FieldProps) {
  const words = useWords();
  const problem = useProblem(at);
  const common = {
    label: words(field.label),
    value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    onChange: (text: string) => onChange(at, valueOf(field, text)),
    help: field.help && words(field.help),
    problem,
  };
  return (
    <div data-path={pathOf(at)}>
      {field.kind === 'lines' ? (
        <LongField {...common} rows={3} language="" direction="auto" />
      ) : (
        <LineField {...common} type={TYPES[field.kind as keyof typeof TYPES]} />
      )}
    </div>
  );
}

/** What is no number stays as it was typed, and is told as such. */
function valueOf({ kind }: Field, text: string): unknown {
  if (text === '') return undefined;
  if (kind !== 'number') return text;
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) || text.endsWith('.') || text.endsWith(',')
    ? text
    : number;
}
