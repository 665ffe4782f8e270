import { useTranslation } from 'react-i18next';
import { BigButton, type PictogramName } from '../ui/index.ts';
import { Case, Cases, type ForcedState, Section } from './Section.tsx';

const STATES: { name: string; state: ForcedState }[] = [
  { name: 'at rest', state: undefined },
  { name: 'pressed', state: 'pressed' },
  { name: 'reached by keys', state: 'focus-visible' },
];

const KINDS = ['main', 'plain', 'quiet', 'small'] as const;

const PICTOGRAM_OF: Record<(typeof KINDS)[number], PictogramName | undefined> = {
  main: undefined,
  plain: undefined,
  quiet: undefined,
  small: 'play',
};

export function Buttons() {
  const { t } = useTranslation();
  return (
    <Section name="buttons">
      <Cases>
        {KINDS.flatMap((kind) =>
          STATES.map(({ name, state }) => {
            const pictogram = PICTOGRAM_OF[kind];
            return (
              <Case key={`${kind} ${name}`} name={`${kind}, ${name}`} state={state}>
                <BigButton
                  kind={kind}
                  onPress={nothing}
                  {...(pictogram ? { pictogram: { name: pictogram } } : {})}
                >
                  {kind === 'small' ? t('listen.page') : t('continue')}
                </BigButton>
              </Case>
            );
          }),
        )}
        {STATES.map(({ name, state }) => (
          <Case key={name} name={`plain, turned on, ${name}`} state={state}>
            <BigButton pressed onPress={nothing} pictogram={{ name: 'audio-lines' }}>
              {t('listen.always')}
            </BigButton>
          </Case>
        ))}
        <Case name="plain, turned off">
          <BigButton pressed={false} onPress={nothing} pictogram={{ name: 'audio-lines' }}>
            {t('listen.always')}
          </BigButton>
        </Case>
        <Case name="main, with a pictogram">
          <BigButton kind="main" onPress={nothing} pictogram={{ name: 'printer' }}>
            {t('saved.print')}
          </BigButton>
        </Case>
        <Case name="a pictogram that follows the reading direction">
          <BigButton onPress={nothing} pictogram={{ name: 'arrow-right', follows: 'reading-direction' }}>
            {t('next-page')}
          </BigButton>
        </Case>
        <Case name="quiet, with a pictogram">
          <BigButton kind="quiet" onPress={nothing} pictogram={{ name: 'pencil' }}>
            {t('review.change')}
          </BigButton>
        </Case>
        <Case name="many words">
          <BigButton onPress={nothing} pictogram={{ name: 'info' }}>
            {t('help.3977')}
          </BigButton>
        </Case>
      </Cases>
      <Cases columns={1}>
        <Case name="in a row">
          <div className="buttons-row">
            <BigButton onPress={nothing}>{t('idle.leave')}</BigButton>
            <BigButton onPress={nothing}>{t('text.reset')}</BigButton>
          </div>
        </Case>
        <Case name="under one another">
          <div className="buttons">
            <BigButton kind="main" onPress={nothing}>
              {t('idle.stay')}
            </BigButton>
            <BigButton onPress={nothing}>{t('idle.leave')}</BigButton>
          </div>
        </Case>
      </Cases>
    </Section>
  );
}

export function nothing(): void {}
