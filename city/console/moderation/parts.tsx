import { Scissors } from 'lucide-react';
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { type OpenedText } from '../../../shared/contract/index.ts';
import { directionOf, languageTag, Text, useMessages } from '../words/index.ts';
import { placeInText, type Takeable, withChosen } from './taken.ts';

interface PartsProps {
  text: OpenedText;
  parts: readonly Takeable[];
  onChange: (parts: Takeable[]) => void;
}

/** The whole text, to read and to choose from by keyboard too, and each part of it that can be taken out. */
export function Parts({ text, parts, onChange }: PartsProps) {
  const { say } = useMessages();
  const field = useRef<HTMLTextAreaElement>(null);

  function takeSelection() {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const place = (at: number) => placeInText(text.text, at);
    onChange(withChosen(parts, { start: place(selectionStart), end: place(selectionEnd) }));
  }

  return (
    <section className="moderation-parts" aria-labelledby="moderation-whole">
      <h3 id="moderation-whole">
        <Text of={text.asked} />
      </h3>
      <textarea
        ref={field}
        className="field-input"
        aria-labelledby="moderation-whole"
        readOnly
        rows={8}
        value={text.text}
        lang={languageTag(text.language)}
        dir={directionOf(text.language)}
      />
      <Button className="button button-small" onPress={takeSelection}>
        <Scissors aria-hidden /> {say('moderation.take-selection')}
      </Button>
      {parts.length === 0 ? (
        <p className="quiet">{say('moderation.nothing-found')}</p>
      ) : (
        <fieldset className="moderation-found">
          <legend>{say('moderation.found')}</legend>
          {parts.map((part, at) => (
            <label key={`${part.kind} ${part.start} ${part.end}`} className="moderation-part">
              <input
                type="checkbox"
                checked={part.taken}
                onChange={() =>
                  onChange(
                    parts.map((each, index) => (index === at ? { ...each, taken: !each.taken } : each)),
                  )
                }
              />
              <span>
                <q lang={languageTag(text.language)} dir="auto">
                  {text.text.slice(part.start, part.end)}
                </q>{' '}
                <span className="quiet">
                  {say(`moderation.kind.${part.kind}`)}
                  {part.why !== undefined && ` · ${say(`moderation.why.${part.why}`)}`}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </section>
  );
}
