import { Printer } from 'lucide-react';
import { Button } from 'react-aria-components';
import { groupReceiptCode } from '../../../shared/sealing/index.ts';
import { Notice } from '../../../renderer/ui/index.ts';
import { useFirstFocus } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

interface CodePaperProps {
  made: { code: string; withoutWords: number };
  onDone: () => void;
}

/** The code, large, to be printed or written down; once this is closed nobody can show it again. */
export function CodePaper({ made, onDone }: CodePaperProps) {
  const { say } = useMessages();
  const heading = useFirstFocus<HTMLHeadingElement>();
  return (
    <>
      <div className="code-paper">
        <h4 ref={heading} tabIndex={-1}>
          {say('receipt.paper.title')}
        </h4>
        <p className="code-paper-code">
          {groupReceiptCode(made.code).map((group) => (
            <span key={group}>{group}</span>
          ))}
        </p>
        <p>{say('receipt.paper.how')}</p>
        <p>{say('receipt.paper.when')}</p>
        <p>{say('receipt.paper.old')}</p>
      </div>
      {made.withoutWords > 0 && (
        <Notice kind="warn">
          <p>{say('receipt.without-words', { count: made.withoutWords })}</p>
        </Notice>
      )}
      <p className="quiet small">{say('receipt.once')}</p>
      <div className="button-row">
        <Button className="button button-main" onPress={() => print()}>
          <Printer aria-hidden /> {say('receipt.print')}
        </Button>
        <Button className="button" onPress={onDone}>
          {say('receipt.done')}
        </Button>
      </div>
    </>
  );
}
