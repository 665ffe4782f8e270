import { err } from '../../shared/result/index.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { THEME_NAMES } from '../../shared/model/index.ts';
import { ListenBar, ListeningProvider, useListening, type Voice } from '../listening/index.ts';
import { BigButton, ChoiceCard, Choices, Frame, Notice, Pictogram } from '../ui/index.ts';
import { THEME_PICTOGRAMS } from '../visitor/need-pictograms.ts';
import { VisitScreen } from '../visitor/index.ts';
import { nothing } from './Buttons.tsx';

const SILENT_VOICE: Voice = {
  rate: 4,
  setRate: () => undefined,
  setVolume: () => undefined,
  volume: 4,
  stop: nothing,
  warmUp: nothing,
  say: async () => ({ ok: false, reason: 'stopped' }),
};

const NO_CLIPS = { ids: new Set<string>(), fetch: async () => err('unknown-clip' as const) };

/** Something to read, with all that can stand around it: the bars, the mark, the loudspeakers of somebody who listens. */
export function ReadingScreen() {
  const { t } = useTranslation();
  const hand = (
    <BigButton
      kind="main"
      onPress={nothing}
      pictogram={{ name: 'arrow-right', follows: 'reading-direction' }}
    >
      {t('continue')}
    </BigButton>
  );
  return (
    <ListeningProvider voice={SILENT_VOICE} headset="never" clips={NO_CLIPS}>
      <GalleryFrame mark above={<ListenBar />} listening>
        <VisitScreen title={t('proposal.path.title')} pictogram="lightbulb" need="propose" hand={hand}>
          <p className="lead lines">{t('privacy.text')}</p>
          <Notice kind="info">
            <p>{t('proposal.example.path')}</p>
          </Notice>
          <p className="lead">{t('receipt.none.text')}</p>
        </VisitScreen>
      </GalleryFrame>
      <Listen />
    </ListeningProvider>
  );
}

function Listen() {
  const { open, setOpen } = useListening();
  useEffect(() => {
    if (!open) setOpen(true);
  }, [open, setOpen]);
  return null;
}

/** More to touch than there is room for: it scrolls, with a button each way. Two buttons of the bar are in use. */
export function HandScreen() {
  const { t } = useTranslation();
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    screen.current?.querySelector('.scroll-view')?.scrollTo({ top: 300, behavior: 'instant' });
    const [, help, language] = screen.current?.querySelectorAll('.frame-button') ?? [];
    help?.setAttribute('data-pressed', 'true');
    language?.setAttribute('data-focus-visible', 'true');
  }, []);
  const hand = (
    <Choices>
      {THEME_NAMES.map((theme) => (
        <ChoiceCard
          key={theme}
          title={t(`theme.${theme}`)}
          pictogram={THEME_PICTOGRAMS[theme]}
          need="find"
          onPress={nothing}
        />
      ))}
    </Choices>
  );
  return (
    <div ref={screen}>
      <GalleryFrame>
        <VisitScreen title={t('need.find')} pictogram="map-pin" need="find" scrolls="hand" hand={hand} />
      </GalleryFrame>
    </div>
  );
}

interface GalleryFrameProps {
  children: ReactNode;
  mark?: boolean;
  above?: ReactNode;
  /** Its button is turned on; then "back" has nowhere to go. */
  listening?: boolean;
}

function GalleryFrame({ children, mark = false, above, listening = false }: GalleryFrameProps) {
  const { t } = useTranslation();
  return (
    <Frame
      label={t('frame.bar')}
      place={<bdi>Maison du projet · 14:05</bdi>}
      sign={
        <>
          <Pictogram name="landmark" />
          <bdi>Pantin</bdi>
        </>
      }
      above={above}
      {...(mark ? { mark: <Mark /> } : {})}
      items={[
        {
          id: 'back',
          word: t('frame.back'),
          pictogram: { name: 'arrow-left', follows: 'reading-direction' },
          onPress: nothing,
          absent: listening,
        },
        { id: 'help', word: t('frame.help'), pictogram: { name: 'life-buoy' }, onPress: nothing },
        { id: 'language', word: t('frame.language'), pictogram: { name: 'languages' }, onPress: nothing },
        { id: 'text', word: t('frame.text'), pictogram: { name: 'a-large-small' }, onPress: nothing },
        {
          id: 'listen',
          word: t('frame.listen'),
          pictogram: { name: 'volume-2' },
          onPress: nothing,
          pressed: listening,
        },
        {
          id: 'finish',
          word: t('frame.finish'),
          pictogram: { name: 'log-out', follows: 'reading-direction' },
          onPress: nothing,
        },
      ]}
    >
      {children}
    </Frame>
  );
}

function Mark() {
  const { t } = useTranslation();
  return (
    <>
      <Pictogram name="languages" />
      {t('machine.screen')}
    </>
  );
}
