import { useEffect, useEffectEvent, useState } from 'react';
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
  const [failedTry, setFailedTry] = useState<number>();
  const [tries, setTries] = useState(0);
  const found = useEffectEvent(done);

  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    async function search(): Promise<void> {
      try {
        const answers = await findAnswers(code, {
          reading: connection.reading,
          derive: (question) => deriveKeysAside(question, signal),
          onStep: (number, total) => setStep({ number, total }),
        });
        if (!signal.aborted) found(answers);
      } catch {
        if (!signal.aborted) setFailedTry(tries);
      }
    }
    void search();
    return () => control.abort();
  }, [code, connection, tries]);

  if (failedTry === tries) return <FailedScreen again={() => setTries(tries + 1)} />;
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
