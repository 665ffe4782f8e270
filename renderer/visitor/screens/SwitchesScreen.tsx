import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keys/index.ts';
import { BigButton, Notice } from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { useDuration } from '../use-duration.ts';
import { VisitScreen } from '../VisitScreen.tsx';

/** acc-29: comes at the first press of a switch; here the kiosk says which one it was, and learns its pace. */
export function SwitchesScreen() {
  const { t } = useTranslation();
  const { back } = useVisit();
  const duration = useDuration();
  const { switches, scanning, setScanning, scanSeconds, setScanSeconds } = useKeys();
  const hand = (
    <div className="buttons">
      <BigButton
        onPress={() => setScanning(!scanning)}
        pictogram={{ name: 'toggle-right' }}
        pressed={scanning}
      >
        {t('scan.auto')}
      </BigButton>
      {scanning && (
        <div className="buttons-row">
          <BigButton onPress={() => setScanSeconds(scanSeconds + 1)} pictogram={{ name: 'turtle' }}>
            {t('scan.slower')}
          </BigButton>
          <BigButton onPress={() => setScanSeconds(scanSeconds - 1)} pictogram={{ name: 'rabbit' }}>
            {t('scan.faster')}
          </BigButton>
        </div>
      )}
      <BigButton kind="main" onPress={back}>
        {t('continue')}
      </BigButton>
    </div>
  );
  return (
    <VisitScreen title={t('scan.title')} pictogram="toggle-right" hand={hand}>
      {switches.length === 0 && <p className="lead">{t('scan.press')}</p>}
      {switches.map((verb) => (
        <Notice key={verb} kind="good" live>
          <p>{t(verb === 'switch-move' ? 'scan.found-one' : 'scan.found-two')}</p>
        </Notice>
      ))}
      <ul className="plain-list">
        <li>{t('scan.two')}</li>
        <li>{t('scan.one')}</li>
      </ul>
      {scanning && <p className="strong">{t('scan.step', { duration: duration(scanSeconds) })}</p>}
    </VisitScreen>
  );
}
