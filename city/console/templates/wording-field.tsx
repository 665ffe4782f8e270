import { Checkbox } from 'react-aria-components';
import { type Language, type Variant } from '../../../shared/model/index.ts';
import { LongField } from '../parts/index.ts';
import { directionOf, languageName, languageTag, useMessages } from '../words/index.ts';

interface WordingFieldProps {
  language: Language;
  variant: Variant | undefined;
  problem: string | undefined;
  onText: (text: string) => void;
  onChecked: (isChecked: boolean) => void;
}

/** A text in one of the other languages, with who made it; a machine's is marked until a person has read it. */
export function WordingField({ language, variant, problem, onText, onChecked }: WordingFieldProps) {
  const { say, language: ours } = useMessages();
  const isMachine = variant?.by === 'machine';
  return (
    <div className="wording">
      <LongField
        label={say('templates.in-language', { language: languageName(language, ours, say) })}
        help={variant && say(isMachine && !variant.checkedAt ? 'templates.machine' : 'templates.human')}
        value={variant?.text ?? ''}
        rows={3}
        language={languageTag(language)}
        direction={directionOf(language)}
        problem={problem}
        onChange={onText}
      />
      {isMachine && (
        <Checkbox className="check" isSelected={variant.checkedAt !== undefined} onChange={onChecked}>
          <span className="check-mark" aria-hidden />
          {say('templates.checked')}
        </Checkbox>
      )}
    </div>
  );
}
