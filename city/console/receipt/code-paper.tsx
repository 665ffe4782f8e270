import { Printer } from 'lucide-react';
import { createPortal } from 'react-dom';
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
      <h4 ref={heading} tabIndex={-1}>
        {say('receipt.paper.title')}
      </h4>
      <Groups code={made.code} />
      <HowToUse />
      <Slip code={made.code} />
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

/** Beside the page, and seen by the printer alone: what else is on the screen says what somebody wrote. */
function Slip({ code }: { code: string }) {
  const { say } = useMessages();
  return createPortal(
    <div className="slip code-slip" data-paper="a4" aria-hidden>
      <h1>{say('receipt.paper.title')}</h1>
      <Groups code={code} />
      <HowToUse />
    </div>,
    document.body,
  );
}

function Groups({ code }: { code: string }) {
  return (
    <p className="code-paper-code">
      {groupReceiptCode(code).map((group, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a code may have the same group twice
        <span key={place}>{group}</span>
      ))}
    </p>
  );
}

function HowToUse() {
  const { say } = useMessages();
  return (
    <>
      <p>{say('receipt.paper.how')}</p>
      <p>{say('receipt.paper.when')}</p>
      <p>{say('receipt.paper.old')}</p>
    </>
  );
}
