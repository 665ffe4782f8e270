import { useTranslation } from 'react-i18next';
import { type ActState, wordingFor } from '../../../shared/model/index.ts';
import { type Answer } from '../../../shared/sealing/index.ts';
import { formatLooseDate, useLanguage } from '../../language/index.ts';
import { BigButton, Notice, type PictogramName } from '../../ui/index.ts';
import { VisitScreen, Wording } from '../../visitor/index.ts';
import { type FoundAnswers } from './find-answers.ts';

const STATE_PICTOGRAMS: Record<ActState, PictogramName> = {
  recorded: 'clock',
  received: 'file-check',
  'in-progress': 'messages-square',
  accepted: 'thumbs-up',
  'waiting-list': 'hourglass',
  refused: 'scale',
  withdrawn: 'archive',
  expired: 'archive',
};

export interface AnswerScreenProps {
  found: FoundAnswers;
  again: () => void;
}

/** The city's newest answer, then the ones before it. */
export function AnswerScreen({ found, again }: AnswerScreenProps) {
  const { t } = useTranslation();
  const [latest, ...earlier] = found.answers;
  const damaged = found.damaged && (
    <Notice kind="warn">
      <p>{t('receipt.damaged')}</p>
    </Notice>
  );
  const hand = <OtherCode again={again} />;
  if (!latest) {
    return (
      <VisitScreen title={t('receipt.none.title')} pictogram="ticket" hand={hand}>
        {damaged}
      </VisitScreen>
    );
  }
  return (
    <VisitScreen
      title={<span data-private>{t(`act.${latest.state}`)}</span>}
      pictogram={pictogramOf(latest)}
      hand={hand}
    >
      <OneAnswer answer={latest} />
      {damaged}
      {earlier.length > 0 && (
        <section className="section" aria-labelledby="earlier-answers">
          <h2 id="earlier-answers">{t('receipt.before')}</h2>
          {earlier.map((answer) => (
            <article key={answer.turn} className="promise">
              <h3 data-private>{t(`act.${answer.state}`)}</h3>
              <OneAnswer answer={answer} />
            </article>
          ))}
        </section>
      )}
    </VisitScreen>
  );
}

function pictogramOf(answer: Answer): PictogramName {
  return STATE_PICTOGRAMS[answer.state];
}

function OneAnswer({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <p className="lead">
        {t('receipt.answered', { date: `\u2068${formatLooseDate(answer.answeredOn, language)}\u2069` })}
      </p>
      {answer.reason && <Reason reason={answer.reason} />}
      {answer.commission && (
        <div data-private>
          <Notice kind="info" pictogram="calendar">
            <p>{t('receipt.commission')}</p>
            <p className="strong">
              <Wording of={answer.commission.name} />
            </p>
            <p className="strong">
              <bdi>{formatLooseDate(answer.commission.date, language)}</bdi>
            </p>
          </Notice>
        </div>
      )}
    </>
  );
}

/** In the visitor's language where the city wrote it; else as it was written, and said. */
function Reason({ reason }: { reason: NonNullable<Answer['reason']> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const wording = wordingFor(reason, language);
  const foreign = isSameFrench(wording.language, language) ? undefined : wording.language;
  return (
    <div className="city-words" data-private>
      <p className="small">{t('receipt.reason')}</p>
      <Wording of={reason} as="p" className="lead written" />
      {wording.by === 'machine' && <p className="small">{t('machine.page')}</p>}
      {foreign !== undefined && foreign !== language && (
        <p className="small">{t('receipt.original', { language: t(`language-name.${foreign}` as const) })}</p>
      )}
    </div>
  );
}

/** Easy French is French to its readers: nothing needs to be said. */
function isSameFrench(written: string | undefined, read: string): boolean {
  return read === 'fr-simple' && written === 'fr';
}

/** No answer: what that can mean, and what to do. */
export function NothingFoundScreen({ again }: { again: () => void }) {
  const { t } = useTranslation();
  return (
    <VisitScreen title={t('receipt.none.title')} pictogram="ticket" hand={<OtherCode again={again} />}>
      <ul className="plain-list">
        {t('receipt.none.text')
          .split('\n')
          .map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
      <Notice kind="info" pictogram="hand-helping">
        <p>{t('help.desk')}</p>
      </Notice>
    </VisitScreen>
  );
}

function OtherCode({ again }: { again: () => void }) {
  const { t } = useTranslation();
  return (
    <BigButton onPress={again} pictogram={{ name: 'rotate-ccw' }}>
      {t('receipt.other')}
    </BigButton>
  );
}
