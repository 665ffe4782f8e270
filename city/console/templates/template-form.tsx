import { type FormEvent, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { type ReplyTemplate, templateProblem, TEMPLATE_DECISIONS } from '../../../shared/contract/index.ts';
import { type Localized, LANGUAGES, type Language } from '../../../shared/model/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Choice, LineField, LongField, Trouble } from '../parts/index.ts';
import { dayOf, originalText, useMessages } from '../words/index.ts';
import { WordingField } from './wording-field.tsx';

interface TemplateFormProps {
  hub: Hub;
  template: ReplyTemplate;
  services: readonly { id: string; name: Localized }[];
  onSaved: () => void;
  onCancel: () => void;
  onEnded: () => void;
}

/** One text in all its languages. What is wrong is said at its field, once somebody tried to save. */
export function TemplateForm({ hub, template, services, onSaved, onCancel, onEnded }: TemplateFormProps) {
  const { say } = useMessages();
  const [draft, setDraft] = useState(template);
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<TroubleOf<Hub['templates']['save']> | undefined>();
  const french = draft.text.fr?.text ?? '';
  const wrong = templateProblem(draft);
  const change = (changed: Partial<ReplyTemplate>) => setDraft({ ...draft, ...changed });

  function problemIn(language: Language): string | undefined {
    if (!tried) return undefined;
    if (language === 'fr' && french.trim() === '') return say('templates.text-missing');
    return wrong?.language === language ? say(`reason.${wrong.problem}`) : undefined;
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() === '' || french.trim() === '' || wrong !== undefined) return;
    const saved = await hub.templates.save(draft);
    if (saved.ok) return onSaved();
    if (saved.reason === 'not-signed-in') return onEnded();
    setTrouble(saved.reason);
  }

  return (
    <form className="template-form" onSubmit={(event) => void save(event)} noValidate>
      <LineField
        label={say('templates.name')}
        value={draft.name}
        takesFocus
        problem={tried && draft.name.trim() === '' ? say('templates.name-missing') : undefined}
        onChange={(name) => change({ name: name.slice(0, 60) })}
      />
      <div className="template-choices">
        <Choice
          label={say('templates.decision')}
          value={draft.decision}
          options={TEMPLATE_DECISIONS.map((decision) => ({
            value: decision,
            label: say(`decision.${decision}`),
          }))}
          onChange={(chosen) =>
            change({ decision: TEMPLATE_DECISIONS.find((each) => each === chosen) ?? draft.decision })
          }
        />
        <Choice
          label={say('templates.service')}
          value={draft.service ?? ''}
          options={[
            { value: '', label: say('templates.all-services') },
            ...services.map(({ id, name }) => ({ value: id, label: originalText(name) })),
          ]}
          onChange={(service) => change({ service: service === '' ? null : service })}
        />
      </div>
      <LongField
        label={say('templates.french')}
        help={say('templates.french-help', { open: '{{', close: '}}' })}
        value={french}
        rows={4}
        language="fr"
        direction="ltr"
        problem={problemIn('fr')}
        onChange={(text) => change({ text: withText(draft.text, 'fr', text) })}
      />
      <details open={wrong !== undefined && wrong.language !== 'fr' && tried ? true : undefined}>
        <summary>{say('templates.others', { count: writtenIn(draft.text) })}</summary>
        <div className="template-languages">
          {LANGUAGES.filter((language) => language !== 'fr').map((language) => (
            <WordingField
              key={language}
              language={language}
              variant={draft.text[language]}
              problem={problemIn(language)}
              onText={(text) => change({ text: withText(draft.text, language, text) })}
              onChecked={(isChecked) => change({ text: withCheck(draft.text, language, isChecked) })}
            />
          ))}
        </div>
      </details>
      <Checkbox className="check" isSelected={draft.hidden} onChange={(hidden) => change({ hidden })}>
        <span className="check-mark" aria-hidden />
        {say('templates.hide')}
      </Checkbox>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <Button type="submit" className="button button-main">
          {say('templates.save')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {say('templates.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** What somebody types here is a person's wording; nothing typed takes the language out. */
function withText(text: Localized, language: Language, typed: string): Localized {
  return { ...text, [language]: typed === '' ? undefined : { text: typed, by: 'human' } };
}

function withCheck(text: Localized, language: Language, isChecked: boolean): Localized {
  const variant = text[language];
  if (variant === undefined) return text;
  const unchecked = { text: variant.text, by: variant.by };
  return { ...text, [language]: isChecked ? { ...unchecked, checkedAt: dayOf(new Date()) } : unchecked };
}

/** Besides French. */
function writtenIn(text: Localized): number {
  return LANGUAGES.filter((language) => language !== 'fr' && text[language] !== undefined).length;
}
