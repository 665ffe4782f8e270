import { useEffect, useState } from 'react';
import { Pictogram } from './Pictogram.tsx';

/** Under this time, saying that one waits would only flicker. */
const SAY_AFTER_MILLISECONDS = 400;
const EXPLAIN_AFTER_MILLISECONDS = 3_000;

/** Says what is being done, and after three seconds why it takes time. */
export function Waiting({ doing, why }: { doing: string; why: string }) {
  const [stage, setStage] = useState<'silent' | 'doing' | 'why'>('silent');
  useEffect(() => {
    const say = setTimeout(() => setStage('doing'), SAY_AFTER_MILLISECONDS);
    const explain = setTimeout(() => setStage('why'), EXPLAIN_AFTER_MILLISECONDS);
    return () => {
      clearTimeout(say);
      clearTimeout(explain);
    };
  }, []);
  return (
    <output className="waiting">
      {stage !== 'silent' && (
        <>
          <Pictogram name="hourglass" />
          <span className="waiting-doing">{doing}</span>
        </>
      )}
      {stage === 'why' && <span className="lines">{why}</span>}
    </output>
  );
}
