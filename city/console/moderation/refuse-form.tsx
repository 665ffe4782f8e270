import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Localized } from '../../../shared/model/index.ts';
import { LongField } from '../parts/index.ts';
import { directionOf, isLanguageCode, languageName, languageTag, useMessages } from '../words/index.ts';

interface RefuseFormProps {
  /** Of the text: the one in which a reason is best read. */
  language: string;
  busy: boolean;
  onRefuse: (reason: Localized) => void;
  onCancel: () => void;
}

const READY = ['person', 'reach', 'hurts', 'not-about'] as const;

/** The reason reaches the writer by their receipt, in French and, where the moderator can, in their language. */
export function RefuseForm({ language: spoken, busy, onRefuse, onCancel }: RefuseFormProps) {
  const { say, language } = useMessages();
  const [french, setFrench] = useState('');
  const [translation, setTranslation] = useState('');
  const [tried, setTried] = useState(false);
  const second = spoken !== 'fr' && isLanguageCode(spoken) ? spoken : undefined;

  function refuse(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (french.trim() === '') return;
    const own = second === undefined || translation.trim() === '' ? {} : { [second]: humanly(translation) };
    onRefuse({ original: 'fr', fr: humanly(french), ...own });
  }

  return (
    <form className="moderation-refuse" onSubmit={refuse} noValidate>
      <h3>{say('moderation.refuse.title')}</h3>
      <div className="button-row">
        {READY.map((ready) => (
          <Button
            key={ready}
            className="button button-small"
            onPress={() => setFrench(say(`moderation.ready-text.${ready}`))}
          >
            {say(`moderation.ready.${ready}`)}
          </Button>
        ))}
      </div>
      <LongField
        label={say('moderation.refuse.reason')}
        help={say('moderation.refuse.help')}
        value={french}
        rows={3}
        language="fr"
        direction="ltr"
        problem={tried && french.trim() === '' ? say('moderation.refuse.missing') : undefined}
        onChange={setFrench}
      />
      {second !== undefined && (
        <LongField
          label={say('reply.translation', { language: languageName(second, language, say) })}
          value={translation}
          rows={3}
          language={languageTag(second)}
          direction={directionOf(second)}
          onChange={setTranslation}
        />
      )}
      <div className="button-row">
        <Button type="submit" className="button button-main" isDisabled={busy}>
          {say('moderation.refuse.send')}
        </Button>
        <Button className="button button-plain" onPress={onCancel}>
          {say('moderation.refuse.cancel')}
        </Button>
      </div>
    </form>
  );
}

function humanly(text: string) {
  return { text: text.trim(), by: 'human' as const };
}
