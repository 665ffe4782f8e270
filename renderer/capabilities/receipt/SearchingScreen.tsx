import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deriveKeysAside } from '../../receipt-keys/index.ts';
import { BigButton, Waiting } from '../../ui/index.ts';
import { FailedScreen, useVisit, VisitScreen } from '../../visitor/index.ts';
import { findAnswers, type FoundAnswers } from './find-answers.ts';

export interface SearchingScreenProps {
  code: string;
  done: (found: FoundAnswers | undefined) => void;
  stop: () => void;
}

/** Looks at every place where the answer may be; each takes about a second, on purpose. */
export function SearchingScreen({ code, done, stop }: SearchingScreenProps) {
  const { t } = useTranslation();
  const { connection } = useVisit();
  const [step, setStep] = useState({ number: 1, total: 1 });
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    findAnswers(code, {
      reading: connection.reading,
      derive: (question) => deriveKeysAside(question, signal),
      onStep: (number, total) => setStep({ number, total }),
    }).then(
      (found) => {
        if (!signal.aborted) done(found);
      },
      () => {
        if (!signal.aborted) setFailed(true);
      },
    );
    return () => control.abort();
    // `done` is a new closure at each drawing of the screen, and the search must not start again for that.
  }, [code, connection, tries]);

  if (failed) {
    const again = () => {
      setFailed(false);
      setTries(tries + 1);
    };
    return <FailedScreen again={again} />;
  }
  return (
    <VisitScreen
      title={t('receipt.field')}
      pictogram="ticket"
      hand={<BigButton onPress={stop}>{t('receipt.stop')}</BigButton>}
    >
      <Waiting doing={t('receipt.searching')} why={t('receipt.searching.why', step)} />
    </VisitScreen>
  );
}
