import { useTranslation } from 'react-i18next';
import { BigButton, Notice } from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { useDeskCall } from '../DeskCall.tsx';
import { VisitScreen } from '../VisitScreen.tsx';

const EMERGENCY_NUMBERS = ['15', '17', '18', '112', '114', '115', '119', '3114', '3919', '3977'] as const;

/** Whom to ask here, and whom to call anywhere. */
export function HelpScreen() {
  const { t } = useTranslation();
  const { go } = useVisit();
  const call = useDeskCall();

  /** One that goes on is only shown again. */
  function callDesk() {
    if (!call.isAwaited) call.start();
    go({ screen: 'call' });
  }

  return (
    <VisitScreen
      title={t('help.title')}
      pictogram="life-buoy"
      hand={
        <div className="buttons">
          <BigButton kind="main" onPress={callDesk} pictogram={{ name: 'bell-ring' }}>
            {t('call.button')}
          </BigButton>
          <div className="buttons-row">
            <BigButton onPress={() => go({ screen: 'privacy' })} pictogram={{ name: 'shield-check' }}>
              {t('welcome.privacy')}
            </BigButton>
            <BigButton onPress={() => go({ screen: 'keys' })} pictogram={{ name: 'keyboard' }}>
              {t('keys.title')}
            </BigButton>
          </div>
        </div>
      }
    >
      <Notice kind="info" pictogram="hand-helping">
        <p>{t('help.desk')}</p>
      </Notice>
      <section className="section" aria-labelledby="emergency">
        <h2 id="emergency">{t('help.emergency')}</h2>
        <dl className="numbers">
          {EMERGENCY_NUMBERS.map((number) => (
            <div key={number} className="number">
              <dt className="code">{number}</dt>
              <dd>{t(`help.${number}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </VisitScreen>
  );
}
