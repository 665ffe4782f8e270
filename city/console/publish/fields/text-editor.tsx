import { UserCheck } from 'lucide-react';
import { Button } from 'react-aria-components';
import { isObject } from '../../../../shared/publishing/index.ts';
import { LongField } from '../../parts/index.ts';
import { directionOf, languageName, languageTag, shortDay, useMessages } from '../../words/index.ts';
import { pathOf, type Step } from '../value.ts';
import { problemsAt, sentenceOf, useWords } from '../words.ts';
import { useEditing } from './context.ts';
import { type FieldProps } from './field-props.ts';

interface Variant {
  text: string;
  by: 'human' | 'machine';
  checkedAt?: string;
}

const FEW_SIGNS = 200;

/** A text in French, and beside it in another language: what a machine wrote says so, until a person has read it. */
export function TextEditor({ field, value, at, onChange }: FieldProps) {
  const words = useWords();
  const { say, language: own } = useMessages();
  const { language, opened, today } = useEditing();
  const problemOf = useTextProblem(at);
  const french = variantOf(value, 'fr');
  const other = variantOf(value, language);
  const label = words(field.label);
  const otherName = languageName(language, own, say);

  function write(code: string, variant: Variant | undefined) {
    const text = isObject(value) ? value : { original: 'fr' };
    const { [code]: _, ...rest } = text;
    const written = variant === undefined ? rest : { ...text, [code]: variant };
    const isEmpty = Object.keys(written).every((key) => key === 'original');
    onChange(at, isEmpty ? undefined : written);
  }

  const before = variantOf(valueAt(opened, at), 'fr')?.text;
  const isStale = other !== undefined && before !== undefined && before !== french?.text;
  const rows = (field.most ?? 0) > FEW_SIGNS ? 4 : 2;
  return (
    <div className="publish-text" data-path={pathOf(at)}>
      <div data-path={pathOf([...at, 'fr'])}>
        <LongField
          label={`${label} · ${languageName('fr', own, say)}`}
          value={french?.text ?? ''}
          rows={rows}
          language="fr"
          direction="ltr"
          help={field.help && words(field.help)}
          problem={problemOf('fr')}
          onChange={(text) => write('fr', text === '' ? undefined : { text, by: 'human' })}
        />
      </div>
      <div data-path={pathOf([...at, language])}>
        <LongField
          label={`${label} · ${otherName}`}
          value={other?.text ?? ''}
          rows={rows}
          language={languageTag(language)}
          direction={directionOf(language)}
          problem={problemOf(language)}
          help={isStale ? say('publish.text.stale') : undefined}
          onChange={(text) => write(language, text === '' ? undefined : { text, by: 'human' })}
        />
        {other && (
          <div className="publish-maker">
            <span className={other.by === 'machine' ? 'state state-in-progress' : 'quiet small'}>
              {say(`publish.text.${other.by}`)}
              {other.checkedAt !== undefined &&
                ` · ${say('publish.text.checked', { date: shortDay(other.checkedAt, own) })}`}
            </span>
            {other.checkedAt !== today && (
              <Button
                className="button button-plain button-small"
                aria-label={say('publish.text.read-of', { label, language: otherName })}
                onPress={() => write(language, { ...other, by: 'human', checkedAt: today })}
              >
                <UserCheck aria-hidden /> {say('publish.text.read')}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** What is amiss with the whole text is said at its French. */
function useTextProblem(at: readonly Step[]): (language: string) => string | undefined {
  const { problems } = useEditing();
  const { say } = useMessages();
  return (language) => {
    const path = pathOf([...at, language]);
    const found = [
      ...(language === 'fr' ? problemsAt(problems, pathOf(at)) : []),
      ...problemsAt(problems, path, true),
    ][0];
    return found && sentenceOf(found, say);
  };
}

function variantOf(text: unknown, language: string): Variant | undefined {
  const variant = isObject(text) ? text[language] : undefined;
  return isObject(variant) && typeof variant['text'] === 'string'
    ? (variant as unknown as Variant)
    : undefined;
}

function valueAt(record: unknown, at: readonly Step[]): unknown {
  return at.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null ? (part as Record<Step, unknown>)[step] : undefined,
    record,
  );
}
