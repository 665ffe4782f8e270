import { useEffect, useState } from 'react';
import { unreachable } from '../../../shared/result/index.ts';
import { useKept, useVisit } from '../../visitor/index.ts';
import { AnswerScreen, NothingFoundScreen } from './AnswerScreen.tsx';
import { CodeScreen } from './CodeScreen.tsx';
import { type FoundAnswers } from './find-answers.ts';
import { SearchingScreen } from './SearchingScreen.tsx';

type Step =
  { at: 'code' } | { at: 'searching'; code: string } | { at: 'found'; found: FoundAnswers | undefined };

/** A receipt's code in, the city's answer out; nothing of either is kept. */
export function ReceiptScreens() {
  const { takeBack } = useVisit();
  const [typed, setTyped] = useKept('receipt code', '');
  const [step, setStep] = useState<Step>({ at: 'code' });
  const first = step.at === 'code';

  useEffect(() => {
    takeBack(() => {
      setStep({ at: 'code' });
      return !first;
    });
    return () => takeBack(undefined);
  }, [takeBack, first]);

  const toTheCode = () => setStep({ at: 'code' });
  // The field takes no thirteenth sign: what is typed or scanned over an old code would be lost.
  const another = () => {
    setTyped('');
    toTheCode();
  };
  switch (step.at) {
    case 'code':
      return (
        <CodeScreen typed={typed} setTyped={setTyped} search={(code) => setStep({ at: 'searching', code })} />
      );
    case 'searching':
      return (
        <SearchingScreen
          code={step.code}
          done={(found) => setStep({ at: 'found', found })}
          stop={toTheCode}
        />
      );
    case 'found':
      return step.found ? (
        <AnswerScreen found={step.found} again={another} />
      ) : (
        <NothingFoundScreen again={another} />
      );
    default:
      return unreachable(step);
  }
}
