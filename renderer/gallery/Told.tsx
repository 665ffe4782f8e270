import { useTranslation } from 'react-i18next';
import { Notice, Steps, Waiting } from '../ui/index.ts';
import { Case, Cases, Section } from './Section.tsx';

/** What is told without being asked: notices, steps, waiting. */
export function Told() {
  const { t } = useTranslation();
  return (
    <Section name="told">
      <Cases columns={1}>
        <Case name="info">
          <Notice kind="info">
            <p>{t('machine.page')}</p>
          </Notice>
        </Case>
        <Case name="good">
          <Notice kind="good">
            <p>{t('saved.printed')}</p>
          </Notice>
        </Case>
        <Case name="warn, two sentences">
          <Notice kind="warn">
            <p>{t('text.too-long', { count: 12 })}</p>
            <p>{t('text.empty')}</p>
          </Notice>
        </Case>
        <Case name="stop">
          <Notice kind="stop">
            <p>{t('reason.storage-full.visitor')}</p>
          </Notice>
        </Case>
        <Case name="with a pictogram of its own">
          <Notice kind="warn" pictogram="volume-x">
            <p>{t('listen.no-voice')}</p>
          </Notice>
        </Case>
        <Case name="steps">
          <div data-need="propose">
            <Steps
              steps={[
                { id: 'write', pictogram: 'pencil', text: t('proposal.start') },
                { id: 'sealed', pictogram: 'shield-check', text: t('review.sealed') },
                { id: 'answered', pictogram: 'messages-square', text: t('saved.why') },
              ]}
            />
          </div>
        </Case>
        <Case name="waiting, after three seconds">
          <Waiting doing={t('review.sending')} why={t('review.sending.why')} />
        </Case>
      </Cases>
    </Section>
  );
}
