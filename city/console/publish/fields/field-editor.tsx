import { type Field, isObject } from '../../../../shared/publishing/index.ts';
import { Choice } from '../../parts/index.ts';
import { useMessages } from '../../words/index.ts';
import { pathOf } from '../value.ts';
import { useOptionWord, useWords } from '../words.ts';
import { BytesEditor } from './bytes-editor.tsx';
import { ChoicesEditor, FlagEditor } from './choices-editor.tsx';
import { type FieldProps } from './field-props.ts';
import { FreeEditor } from './free-editor.tsx';
import { LineEditor } from './line-editor.tsx';
import { ListEditor } from './list-editor.tsx';
import { Group } from './group.tsx';
import { RecordEditor } from './record-field.tsx';
import { TextEditor } from './text-editor.tsx';
import { useProblem } from './use-problem.ts';

/** The editor of one field, whatever its kind. */
export function FieldEditor(props: FieldProps) {
  switch (props.field.kind) {
    case 'text':
      return <TextEditor {...props} />;
    case 'flag':
      return <FlagEditor {...props} />;
    case 'choice':
      return <ChoiceEditor {...props} />;
    case 'choices':
      return <ChoicesEditor {...props} />;
    case 'record':
      return <RecordEditor {...props} />;
    case 'group':
      return <GroupEditor {...props} />;
    case 'variant':
      return <VariantEditor {...props} />;
    case 'list':
      return <ListEditor {...props} renderItem={(item) => <FieldEditor {...item} />} />;
    case 'bytes':
      return <BytesEditor {...props} />;
    case 'free':
      return <FreeEditor {...props} />;
    case 'line':
    case 'lines':
    case 'number':
    case 'date':
    case 'moment':
      return <LineEditor {...props} />;
    default:
      return props.field.kind satisfies never;
  }
}

function ChoiceEditor({ field, value, at, onChange }: FieldProps) {
  const { say } = useMessages();
  const words = useWords();
  const word = useOptionWord();
  const problem = useProblem(at);
  return (
    <div data-path={pathOf(at)}>
      <Choice
        label={words(field.label)}
        value={typeof value === 'string' ? value : ''}
        options={[
          { value: '', label: say(field.required ? 'publish.choose' : 'publish.none') },
          ...(field.among ?? []).map((option) => ({ value: option.value, label: word(option) })),
        ]}
        onChange={(chosen) => onChange(at, chosen === '' ? undefined : chosen)}
        problem={problem}
      />
    </div>
  );
}

function GroupEditor({ field, value, at, onChange }: FieldProps) {
  return (
    <Group field={field} at={at}>
      <Fields fields={field.fields ?? []} value={value} at={at} onChange={onChange} />
    </Group>
  );
}

/** One field decides which others there are. */
function VariantEditor({ field, value, at, onChange }: FieldProps) {
  const { by = '', options = [] } = field;
  const chosen = isObject(value) ? value[by] : undefined;
  const kind: Field = {
    name: by,
    kind: 'choice',
    label: { fr: 'Sorte', en: 'Kind' },
    required: true,
    among: options.map((option) => ({ value: option.value, label: option.label })),
  };
  return (
    <Group field={field} at={at}>
      <FieldEditor field={kind} value={chosen} at={[...at, by]} onChange={onChange} />
      <Fields
        fields={options.find((option) => option.value === chosen)?.fields ?? []}
        value={value}
        at={at}
        onChange={onChange}
      />
    </Group>
  );
}

interface FieldsProps extends Omit<FieldProps, 'field'> {
  fields: readonly Field[];
}

/** The fields of a record, or of a part of it. */
export function Fields({ fields, value, at, onChange }: FieldsProps) {
  return fields.map((field) => (
    <FieldEditor
      key={field.name}
      field={field}
      value={isObject(value) ? value[field.name] : undefined}
      at={[...at, field.name]}
      onChange={onChange}
    />
  ));
}
