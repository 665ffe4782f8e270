import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ask, BigButton } from '../ui/index.ts';
import { useVisit } from './contexts.ts';
import { useDuration } from './use-duration.ts';

export interface IdleProps {
  warnAfterSeconds: number;
  graceSeconds: number;
}

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel'] as const;
const TICK_MILLISECONDS = 250;

/** acc-19, acc-20: nobody has touched anything for a while, so the page asks, then ends the visit. */
export function Idle({ warnAfterSeconds, graceSeconds }: IdleProps) {
  const { end } = useVisit();
  const lastTouch = useRef(performance.now());
  const [left, setLeft] = useState<number>();
  const warning = left !== undefined;

  useEffect(() => {
    const touched = () => {
      lastTouch.current = performance.now();
      setLeft(undefined);
    };
    // Any touch or key says that somebody is there; in the capture phase, so that nothing can swallow it.
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touched, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touched, { capture: true });
    };
  }, []);

  useEffect(() => {
    // A monotonic clock: setting the wall clock must neither end a visit nor prolong it.
    const timer = setInterval(() => {
      const silent = (performance.now() - lastTouch.current) / 1_000;
      if (silent >= warnAfterSeconds + graceSeconds) end('idle');
      else if (silent >= warnAfterSeconds) setLeft(Math.ceil(warnAfterSeconds + graceSeconds - silent));
    }, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [end, warnAfterSeconds, graceSeconds]);

  return warning ? <IdleQuestion left={left} graceSeconds={graceSeconds} stay={() => setLeft(undefined)} /> : null;
}

function IdleQuestion({ left, graceSeconds, stay }: { left: number; graceSeconds: number; stay: () => void }) {
  const { t } = useTranslation();
  const { end } = useVisit();
  const duration = useDuration();
  const answers = (
    <>
      <BigButton kind="main" onPress={stay}>
        {t('idle.stay')}
      </BigButton>
      <BigButton onPress={() => end('finished')}>{t('idle.leave')}</BigButton>
    </>
  );
  return (
    <Ask title={t('idle.title')} answers={answers}>
      <p className="lead">{t('idle.text', { duration: duration(graceSeconds) })}</p>
      <p className="countdown" aria-hidden="true">
        {left}
      </p>
    </Ask>
  );
}
