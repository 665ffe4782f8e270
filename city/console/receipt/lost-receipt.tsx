import { KeyRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type ReceiptFact } from '../../../shared/contract/index.ts';
import { type AnswerOf, type Hub, type TroubleOf } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { CodePaper } from './code-paper.tsx';
import { FactQuestion } from './fact-question.tsx';

type Made = Extract<AnswerOf<Hub['receipts']['make']>, { ok: true }>['value'];

type Stage =
  | { at: 'closed' }
  | { at: 'working' }
  | { at: 'asking'; facts: ReceiptFact[] }
  | { at: 'made'; made: Made }
  | { at: 'trouble'; reason: TroubleOf<Hub['receipts']['ask'] | Hub['receipts']['make']> };

interface LostReceiptProps {
  hub: Hub;
  id: string;
  onEnded: () => void;
}

/** For somebody who lost the paper with the code: one question, then a code that is on this screen and nowhere else. */
export function LostReceipt({ hub, id, onEnded }: LostReceiptProps) {
  const { say } = useMessages();
  const [stage, setStage] = useState<Stage>({ at: 'closed' });
  /** Two quick presses would make two codes, and the first one would be dead on its paper. */
  const underWay = useRef(false);

  async function once(work: () => Promise<Stage | undefined>) {
    if (underWay.current) return;
    underWay.current = true;
    setStage({ at: 'working' });
    const next = await work();
    underWay.current = false;
    if (next === undefined) onEnded();
    else setStage(next);
  }

  async function ask(): Promise<Stage | undefined> {
    const facts = await hub.receipts.ask({ id });
    if (facts.ok) return { at: 'asking', facts: facts.value };
    return facts.reason === 'not-signed-in' ? undefined : { at: 'trouble', reason: facts.reason };
  }

  async function make(): Promise<Stage | undefined> {
    const made = await hub.receipts.make({ id });
    if (made.ok) return { at: 'made', made: made.value };
    return made.reason === 'not-signed-in' ? undefined : { at: 'trouble', reason: made.reason };
  }

  const close = () => setStage({ at: 'closed' });
  if (stage.at === 'closed') {
    return (
      <div className="button-row">
        <Button className="button button-small" onPress={() => void once(ask)}>
          <KeyRound aria-hidden /> {say('receipt.lost')}
        </Button>
      </div>
    );
  }
  return (
    <section className="lost-receipt" aria-labelledby="receipt-title">
      <h3 id="receipt-title">{say('receipt.title')}</h3>
      {stage.at === 'working' && <output>{say('receipt.working')}</output>}
      {stage.at === 'asking' && (
        <FactQuestion facts={stage.facts} onRight={() => void once(make)} onCancel={close} />
      )}
      {stage.at === 'made' && <CodePaper made={stage.made} onDone={close} />}
      {stage.at === 'trouble' && (
        <Trouble words={`reason.${stage.reason}`} urgent onTryAgain={close} tryAgain="receipt.close" />
      )}
    </section>
  );
}
