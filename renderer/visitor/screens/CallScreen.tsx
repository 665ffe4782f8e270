import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type HelpCall } from '../../../shared/contract/index.ts';
import { BigButton, Notice } from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { useDeskCall } from '../DeskCall.tsx';
import { useDuration } from '../use-duration.ts';
import { VisitScreen } from '../VisitScreen.tsx';

const SECONDS_PER_MINUTE = 60;

/** What a visitor is told: whether it rings already is the kiosk's own business. */
type Told = Exclude<HelpCall['state'], 'ringing'>;

const KINDS: Record<Told, 'info' | 'good' | 'warn'> = {
  calling: 'info',
  coming: 'good',
  later: 'good',
  unanswered: 'warn',
  nobody: 'warn',
  'no-network': 'warn',
  over: 'info',
};

/** Somebody from the desk was called: who comes and when, or what else one can do. */
export function CallScreen() {
  const { t } = useTranslation();
  const { back, setStay } = useVisit();
  const { said, isAwaited, start, end } = useDeskCall();
  const duration = useDuration();
  const state = said?.state ?? 'over';
  const told: Told = state === 'ringing' ? 'calling' : state;

  // Who waits for somebody touches nothing; a call is over after ten minutes at the latest.
  useEffect(() => {
    setStay(isAwaited ? 'until-left' : 'usual');
    return () => setStay('usual');
  }, [setStay, isAwaited]);

  function cancel() {
    end();
    back();
  }

  const title =
    told === 'later'
      ? t('call.later.title', { duration: duration((said?.minutes ?? 1) * SECONDS_PER_MINUTE) })
      : t(`call.${told}.title`);
  const button = isAwaited ? (
    <BigButton onPress={cancel} pictogram={{ name: 'x' }}>
      {t('call.cancel')}
    </BigButton>
  ) : (
    <BigButton kind="main" onPress={start} pictogram={{ name: 'bell-ring' }}>
      {t('call.again')}
    </BigButton>
  );
  return (
    <VisitScreen
      poster
      key={told}
      title={title}
      pictogram={isAwaited ? 'hand-helping' : 'bell-ring'}
      hand={button}
    >
      <Notice kind={KINDS[told]} {...(told === 'calling' ? { pictogram: 'hourglass' as const } : {})}>
        <p>{t(`call.${told}.text`)}</p>
      </Notice>
      {isAwaited && <p className="lead">{t('call.private')}</p>}
    </VisitScreen>
  );
}
