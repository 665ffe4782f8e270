import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keys/index.ts';
import { BigButton, Notice } from '../../ui/index.ts';
import { useVisit } from '../contexts.ts';
import { VisitScreen } from '../VisitScreen.tsx';

/** Somebody who tries keys looks for the next one sooner than this. */
const TRYING_MILLISECONDS = 20_000;

/** acc-28: what each key does, and a place to try them where nothing can go wrong. */
export function KeysScreen() {
  const { t } = useTranslation();
  const { go } = useVisit();
  const { dark, setDark, trying, setTrying } = useKeys();

  useEffect(() => {
    if (!trying) return undefined;
    const timer = setTimeout(() => setTrying(false), TRYING_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      setTrying(false);
    };
  }, [trying, setTrying]);

  const hand = (
    <div className="buttons">
      <BigButton onPress={() => setTrying(!trying)} pictogram={{ name: 'keyboard' }} pressed={trying}>
        {t('keys.try')}
      </BigButton>
      <BigButton onPress={() => go({ screen: 'switches' })} pictogram={{ name: 'toggle-right' }}>
        {t('scan.title')}
      </BigButton>
      <BigButton onPress={() => setDark(!dark)} pictogram={{ name: 'eye-off' }} pressed={dark}>
        {t('keys.dark')}
      </BigButton>
    </div>
  );
  return (
    <VisitScreen title={t('keys.title')} pictogram="keyboard" hand={hand}>
      {trying && (
        <Notice kind="info" pictogram="keyboard" live>
          <p>{t('keys.try')}</p>
        </Notice>
      )}
      <ul className="plain-list">
        <li>{t('keys.next')}</li>
        <li>{t('keys.previous')}</li>
        <li>{t('keys.page')}</li>
        <li>{t('keys.select')}</li>
        <li>{t('keys.help')}</li>
        <li>{t('keys.volume')}</li>
      </ul>
      <p className="small lines">{t('access.statement')}</p>
    </VisitScreen>
  );
}
