import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { type ReceiptFact } from '../../../shared/contract/index.ts';
import { type Localized } from '../../../shared/model/index.ts';
import { useFirstFocus } from '../parts/index.ts';
import { Text, useMessages } from '../words/index.ts';

interface FactQuestionProps {
  facts: readonly ReceiptFact[];
  onRight: () => void;
  onCancel: () => void;
}

/** One thing to ask, with what the person wrote to compare with; another one when they do not remember. */
export function FactQuestion({ facts, onRight, onCancel }: FactQuestionProps) {
  const { say } = useMessages();
  const first = useFirstFocus<HTMLButtonElement>();
  const [asked, setAsked] = useState(0);
  const fact = facts[asked % Math.max(1, facts.length)];
  if (fact === undefined) {
    return (
      <>
        <p>{say('receipt.no-fact')}</p>
        <Button className="button" onPress={onCancel}>
          {say('receipt.close')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p>{say('receipt.ask')}</p>
      <dl className="receipt-fact" aria-live="polite">
        <dt>
          <Words of={fact.question} />
        </dt>
        <dd>
          <span className="quiet small">{say('receipt.expected')}</span> <Words of={fact.answer} />
        </dd>
      </dl>
      <Notice kind="warn">
        <p>{say('receipt.old-dies')}</p>
      </Notice>
      <div className="button-row">
        <Button ref={first} className="button button-main" onPress={onRight}>
          {say('receipt.right')}
        </Button>
        {facts.length > 1 && (
          <Button className="button" onPress={() => setAsked(asked + 1)}>
            {say('receipt.another')}
          </Button>
        )}
        <Button className="button button-plain" onPress={onCancel}>
          {say('receipt.cancel')}
        </Button>
      </div>
    </>
  );
}

function Words({ of }: { of: Localized | string }) {
  return typeof of === 'string' ? (
    <span dir="auto" className="receipt-written">
      {of}
    </span>
  ) : (
    <Text of={of} />
  );
}
