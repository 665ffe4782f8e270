import { useEffect, useState } from 'react';
import { unreachable } from '../../../shared/result/index.ts';
import { useVisit } from '../../visitor/index.ts';
import { AnswerScreen, NothingFoundScreen } from './AnswerScreen.tsx';
import { CodeScreen } from './CodeScreen.tsx';
import { type FoundAnswers } from './find-answers.ts';
import { SearchingScreen } from './SearchingScreen.tsx';

type Step =
  { at: 'code' } | { at: 'searching'; code: string } | { at: 'found'; found: FoundAnswers | undefined };

/** A receipt's code in, the city's answer out; nothing of either is kept. */
export function ReceiptScreens() {
  const { takeBack } = useVisit();
  const [step, setStep] = useState<Step>({ at: 'code' });
  const first = step.at === 'code';

  useEffect(() => {
    takeBack(() => {
      setStep({ at: 'code' });
      return !first;
    });
    return () => takeBack(undefined);
  }, [takeBack, first]);

  const again = () => setStep({ at: 'code' });
  switch (step.at) {
    case 'code':
      return <CodeScreen search={(code) => setStep({ at: 'searching', code })} />;
    case 'searching':
      return (
        <SearchingScreen code={step.code} done={(found) => setStep({ at: 'found', found })} stop={again} />
      );
    case 'found':
      return step.found ? (
        <AnswerScreen found={step.found} again={again} />
      ) : (
        <NothingFoundScreen again={again} />
      );
    default:
      return unreachable(step);
  }
}
