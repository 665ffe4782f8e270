import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type ServiceKey } from '../../../shared/contract/index.ts';
import { unreachable } from '../../../shared/result/index.ts';
import { generateReceiptCode } from '../../../shared/sealing/index.ts';
import { Notice } from '../../ui/index.ts';
import {
  FailedScreen,
  useAsked,
  useKept,
  useVisit,
  VisitScreen,
  WaitingScreen,
} from '../../visitor/index.ts';
import { ChoiceScreen } from './ChoiceScreen.tsx';
import { type Draft, stepAfter, stepBefore } from './draft.ts';
import { PathScreen } from './PathScreen.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import { SavedScreen } from './SavedScreen.tsx';
import { TextScreen } from './TextScreen.tsx';

/** A26: what becomes of a proposal, one question a screen, a review, and a code to follow it with. */
export function ProposalScreens({ service }: { service: ServiceKey }) {
  const [draft, setDraft] = useKept<Draft | undefined>(`proposal ${service.tenant} ${service.id}`, undefined);
  return draft ? (
    <Steps draft={draft} setDraft={setDraft} />
  ) : (
    <FirstReading service={service} begin={setDraft} />
  );
}

/** Reads the form once: from here on the draft keeps its version. */
function FirstReading({ service, begin }: { service: ServiceKey; begin: (draft: Draft) => void }) {
  const { t } = useTranslation();
  const { connection } = useVisit();
  const asked = useAsked(`${service.tenant} ${service.id}`, () => connection.reading.service(service));
  const page = asked.state === 'answered' && asked.value.ok ? asked.value.value : undefined;

  useEffect(() => {
    if (page?.form) {
      begin({ page, form: page.form, step: { at: 'path' }, answers: {}, code: generateReceiptCode() });
    }
  }, [page, begin]);

  if (asked.state === 'failed') return <FailedScreen again={asked.again} />;
  if (asked.state === 'waiting' || page?.form) return <WaitingScreen />;
  return (
    <VisitScreen title={t('service.unknown')}>
      <Notice kind="info">
        <p>{t('reason.unknown-service.visitor')}</p>
      </Notice>
    </VisitScreen>
  );
}

function Steps({ draft, setDraft }: { draft: Draft; setDraft: (draft: Draft) => void }) {
  const { takeBack } = useVisit();
  const before = stepBefore(draft);

  useEffect(() => {
    const takeStep = () => {
      if (before) setDraft({ ...draft, step: before });
      return before !== undefined;
    };
    takeBack(draft.step.at === 'saved' ? 'nowhere' : takeStep);
    return () => takeBack(undefined);
  }, [takeBack, draft, setDraft, before]);

  const goOn = (next: Draft) => setDraft({ ...next, step: stepAfter(next) });
  const { step, form } = draft;
  switch (step.at) {
    case 'path':
      return <PathScreen form={form} start={() => goOn(draft)} />;
    case 'review':
      return <ReviewScreen draft={draft} setDraft={setDraft} />;
    case 'saved':
      return <SavedScreen draft={draft} />;
    case 'question': {
      const question = form.questions[step.index];
      if (!question) throw new Error('a step beyond the last question');
      return question.kind === 'choice' ? (
        <ChoiceScreen key={question.id} draft={draft} question={question} goOn={goOn} />
      ) : (
        <TextScreen key={question.id} draft={draft} question={question} setDraft={setDraft} goOn={goOn} />
      );
    }
    default:
      return unreachable(step);
  }
}
