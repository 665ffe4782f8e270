import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language } from '../../shared/model/index.ts';
import { formatTime, madeBy, useLanguage } from '../language/index.ts';
import { ListenBar, useListening } from '../listening/index.ts';
import { Frame, Pictogram } from '../ui/index.ts';
import { useKiosk, useVisit } from './contexts.ts';
import { Written, Wording } from './Wording.tsx';

export interface VisitFrameProps {
  canGoBack: boolean;
  leave: () => void;
  children: ReactNode;
}

/** Back, help, language, text, listen, finish: always there, always in the same places (acc-11). */
export function VisitFrame({ canGoBack, leave, children }: VisitFrameProps) {
  const { t } = useTranslation();
  const { go, back } = useVisit();
  const listening = useListening();
  const language = useLanguage();
  const warmUp = useEffectEvent((spoken: Language) => listening.warmUp(spoken));
  useEffect(() => warmUp(language), [language]);
  return (
    <Frame
      label={t('frame.bar')}
      above={<ListenBar />}
      {...(madeBy(language) === 'machine' ? { mark: <MachineMark /> } : {})}
      sign={<Sign />}
      place={<PlaceAndTime />}
      items={[
        {
          id: 'back',
          word: t('frame.back'),
          pictogram: { name: 'arrow-left', follows: 'reading-direction' },
          onPress: back,
          absent: !canGoBack,
        },
        {
          id: 'help',
          word: t('frame.help'),
          pictogram: { name: 'life-buoy' },
          onPress: () => go({ screen: 'help' }),
        },
        {
          id: 'language',
          word: t('frame.language'),
          pictogram: { name: 'languages' },
          onPress: () => go({ screen: 'language' }),
        },
        {
          id: 'text',
          word: t('frame.text'),
          pictogram: { name: 'a-large-small' },
          onPress: () => go({ screen: 'text' }),
        },
        {
          id: 'listen',
          word: t('frame.listen'),
          pictogram: { name: 'volume-2' },
          onPress: () => listening.setOpen(!listening.open),
          pressed: listening.open,
        },
        {
          id: 'finish',
          word: t('frame.finish'),
          pictogram: { name: 'log-out', follows: 'reading-direction' },
          onPress: leave,
        },
      ]}
    >
      {children}
    </Frame>
  );
}

/** On every screen, until a person has read and approved the words of this language. */
function MachineMark() {
  const { t } = useTranslation();
  return (
    <>
      <Pictogram name="languages" />
      {t('machine.screen')}
    </>
  );
}

function Sign() {
  const kiosk = useKiosk();
  const name = kiosk?.tenantName(kiosk.description.homeTenant);
  return (
    name && (
      <>
        <Pictogram name="landmark" />
        <Wording of={name} />
      </>
    )
  );
}

const MINUTE_MILLISECONDS = 60_000;

function PlaceAndTime() {
  const kiosk = useKiosk();
  const language = useLanguage();
  const site = kiosk?.description.site.name ?? '';
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function waitForNextMinute() {
      timer = setTimeout(tick, MINUTE_MILLISECONDS - (Date.now() % MINUTE_MILLISECONDS));
    }
    function tick() {
      setNow(new Date());
      waitForNextMinute();
    }
    waitForNextMinute();
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {site !== '' && (
        <>
          <Written>{site}</Written>
          {' · '}
        </>
      )}
      <bdi>{formatTime(now, language)}</bdi>
    </>
  );
}
