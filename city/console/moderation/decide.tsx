import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type OpenedText } from '../../../shared/contract/index.ts';
import { type Localized } from '../../../shared/model/index.ts';
import { findingsIn, saysAnything, withoutParts } from '../../../shared/moderation/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { directionOf, languageTag, useMessages } from '../words/index.ts';
import { Parts } from './parts.tsx';
import { RefuseForm } from './refuse-form.tsx';
import { takeables } from './taken.ts';

interface DecideProps {
  hub: Hub;
  text: OpenedText;
  onDecided: (state: 'accepted' | 'refused') => void;
  onEnded: () => void;
}

type Problem = TroubleOf<Hub['moderation']['accept']> | TroubleOf<Hub['moderation']['refuse']>;

/** What is taken out, what everybody would read, and the two ways to decide. */
export function Decide({ hub, text, onDecided, onEnded }: DecideProps) {
  const { say } = useMessages();
  const [parts, setParts] = useState(() => takeables(findingsIn(text.text)));
  const [refusing, setRefusing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const taken = parts.filter((part) => part.taken);
  const shown = withoutParts(text.text, taken).trim();
  const { request, question } = text;

  async function settle(
    state: 'accepted' | 'refused',
    ask: () => Promise<{ ok: true } | { ok: false; reason: Problem | 'not-signed-in' }>,
  ) {
    setBusy(true);
    setProblem(undefined);
    const answer = await ask();
    setBusy(false);
    if (answer.ok) onDecided(state);
    else if (answer.reason === 'not-signed-in') onEnded();
    else setProblem(answer.reason);
  }

  const accept = () => {
    if (!saysAnything(shown)) return setProblem('nothing-left');
    const without = taken.map(({ start, end }) => ({ start, end }));
    return void settle('accepted', () => hub.moderation.accept({ request, question, without }));
  };
  const refuse = (reason: Localized) =>
    void settle('refused', () => hub.moderation.refuse({ request, question, reason }));

  return (
    <>
      <Parts text={text} parts={parts} onChange={setParts} />
      <section aria-labelledby="moderation-shown">
        <h3 id="moderation-shown">{say('moderation.shown')}</h3>
        <blockquote
          className="moderation-shown"
          lang={languageTag(text.language)}
          dir={directionOf(text.language)}
        >
          {shown}
        </blockquote>
      </section>
      {problem !== undefined && <Trouble words={`reason.${problem}`} urgent />}
      {refusing ? (
        <RefuseForm
          language={text.language}
          busy={busy}
          onRefuse={refuse}
          onCancel={() => setRefusing(false)}
        />
      ) : (
        <div className="button-row">
          <Button className="button button-main" onPress={accept} isDisabled={busy}>
            <Check aria-hidden /> {say('moderation.accept')}
          </Button>
          <Button className="button" onPress={() => setRefusing(true)} isDisabled={busy}>
            <X aria-hidden /> {say('moderation.refuse')}
          </Button>
        </div>
      )}
    </>
  );
}
