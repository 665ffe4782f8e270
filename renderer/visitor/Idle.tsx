import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ask, BigButton } from '../ui/index.ts';
import { useKeys } from '../keys/index.ts';
import { useListening } from '../listening/index.ts';
import { useVisit } from './contexts.ts';
import { watchSignsOfLife } from './signs-of-life.ts';
import { useDuration } from './use-duration.ts';

export interface IdleProps {
  warnAfterSeconds: number;
  graceSeconds: number;
  /** How much longer both are for somebody who uses keys, switches or the voice (acc-19). */
  slowFactor: number;
}

/** seal-4: long enough to compare the paper with the screen, short enough for the next in line. */
const ON_PAPER_SECONDS = 30;

const BUTTON_KEYS = new Set(['Enter', ' ', 'Tab']);
const TICK_MILLISECONDS = 250;

/** A voice that never comes to an end is broken: it must not keep the visit open for ever. */
const LONGEST_PAGE_SECONDS = 600;
const LONGEST_QUESTION_SECONDS = 60;

/** acc-19, acc-20: nobody has touched anything for a while, so the page asks, then ends the visit. */
export function Idle({ slowFactor, ...usual }: IdleProps) {
  const { end, stay } = useVisit();
  const { speaking, film, open } = useListening();
  const { active } = useKeys();
  const factor = active || open ? slowFactor : 1;
  const graceSeconds = usual.graceSeconds * factor;
  const warnAfterSeconds = useEffectEvent(
    () => factor * (stay() === 'code-on-paper' ? ON_PAPER_SECONDS : usual.warnAfterSeconds),
  );
  const lastTouch = useRef(0);
  const listened = useRef(0);
  const [left, setLeft] = useState<number>();
  const warning = left !== undefined;

  useEffect(() => {
    lastTouch.current = performance.now();
  }, []);

  useEffect(() => {
    const alive = (event: Event) => {
      // On the question itself, its buttons say what was meant; until then the countdown only starts again.
      const undecided = warning && isOnButton(event);
      lastTouch.current = performance.now() - (undecided ? warnAfterSeconds() * 1_000 : 0);
      if (!undecided) setLeft(undefined);
    };
    return watchSignsOfLife(alive);
  }, [warning]);

  useEffect(() => {
    // A monotonic clock: setting the wall clock must neither end a visit nor prolong it.
    const timer = setInterval(() => {
      // acc-21: somebody who listens, or watches a film, is there, and while the question is read its time stands
      // still. A code that is on no paper yet stays until it is noted.
      listened.current = speaking ? listened.current + TICK_MILLISECONDS : 0;
      const most = 1_000 * (warning ? LONGEST_QUESTION_SECONDS : LONGEST_PAGE_SECONDS);
      const occupied = film !== undefined || (speaking && listened.current < most);
      if (occupied || stay() === 'until-left') lastTouch.current += TICK_MILLISECONDS;
      const silent = (performance.now() - lastTouch.current) / 1_000;
      const remaining = warnAfterSeconds() + graceSeconds - silent;
      if (remaining <= 0) end('idle');
      else if (remaining <= graceSeconds) setLeft(Math.ceil(remaining));
    }, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [end, stay, speaking, film, warning, graceSeconds]);

  if (!warning) return null;
  const goOn = () => {
    lastTouch.current = performance.now();
    setLeft(undefined);
  };
  return <IdleQuestion left={left} graceSeconds={graceSeconds} goOn={goOn} />;
}

/** A touch on a button, or a key that works buttons while one has the focus. */
function isOnButton(event: Event): boolean {
  const onButton = event.target instanceof Element && event.target.closest('button') !== null;
  return onButton && (!(event instanceof KeyboardEvent) || BUTTON_KEYS.has(event.key));
}

function IdleQuestion({
  left,
  graceSeconds,
  goOn,
}: {
  left: number;
  graceSeconds: number;
  goOn: () => void;
}) {
  const { t } = useTranslation();
  const { end } = useVisit();
  const duration = useDuration();
  const answers = (
    <>
      <BigButton kind="main" onPress={goOn}>
        {t('idle.stay')}
      </BigButton>
      <BigButton onPress={() => end('finished')}>{t('idle.leave')}</BigButton>
    </>
  );
  return (
    <Ask title={t('idle.title')} answers={answers} urgent>
      <p className="lead">{t('idle.why')}</p>
      <p className="lead">{t('idle.text', { duration: duration(graceSeconds) })}</p>
      <p className="countdown" aria-hidden="true">
        {left}
      </p>
    </Ask>
  );
}
