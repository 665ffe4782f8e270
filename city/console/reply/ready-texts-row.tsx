import { Button } from 'react-aria-components';
import { type Decision } from '../../../shared/model/index.ts';
import { useMessages } from '../words/index.ts';
import { type ReadyText, readyTextsFor } from './ready-texts.ts';

interface ReadyTextsProps {
  decision: Decision | undefined;
  onChoose: (ready: ReadyText) => void;
}

/** Three texts for the decision at hand; one press fills the fields, which stay open to change. */
export function ReadyTexts({ decision, onChoose }: ReadyTextsProps) {
  const { say } = useMessages();
  if (decision === undefined) return <p className="quiet small">{say('reply.templates.later')}</p>;
  const offered = readyTextsFor(decision);
  if (offered.length === 0) return undefined;
  return (
    <fieldset className="ready-texts">
      <legend className="small quiet">{say('reply.templates')}</legend>
      {offered.map((ready) => (
        <Button key={ready.id} className="button button-small" onPress={() => onChoose(ready)}>
          {say(`template.${ready.id}`)}
        </Button>
      ))}
    </fieldset>
  );
}
