import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Form, type Question, wordingFor } from '../../../shared/model/index.ts';
import { useLanguage } from '../../language/index.ts';
import { BigButton, Notice, Waiting } from '../../ui/index.ts';
import { useVisit, VisitScreen, Wording, Written } from '../../visitor/index.ts';
import { answerOf, type Draft } from './draft.ts';
import { send, type SendReason } from './send.ts';
import { useReceipt } from './use-receipt.ts';

export interface ReviewScreenProps {
  draft: Draft;
  setDraft: (draft: Draft) => void;
}

/** Every answer, to read again and to change; then the one button that sends. */
export function ReviewScreen({ draft, setDraft }: ReviewScreenProps) {
  const { t } = useTranslation();
  const { connection } = useVisit();
  const language = useLanguage();
  const receipt = useReceipt(draft);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<SendReason>();

  async function confirm() {
    setSending(true);
    setFailure(undefined);
    const { result, sealed } = await send(draft, receipt, language, connection);
    setSending(false);
    // What was written is safe now: the page forgets it.
    if (result.ok) setDraft({ ...draft, answers: {}, step: { at: 'saved' } });
    else {
      setFailure(result.reason);
      if (sealed) setDraft({ ...draft, sealed });
    }
  }

  if (sending) {
    return (
      <VisitScreen title={t('review.title')} need="propose">
        <Waiting doing={t('review.sending')} why={t('review.sending.why')} />
      </VisitScreen>
    );
  }
  const hand = (
    <>
      {failure && (
        <Notice kind="stop" live>
          <p>{t(`reason.${failure}.visitor`)}</p>
        </Notice>
      )}
      <BigButton kind="main" onPress={() => void confirm()} pictogram={{ name: 'send' }}>
        {t('review.send')}
      </BigButton>
    </>
  );
  return (
    <VisitScreen title={t('review.title')} need="propose" hand={hand}>
      <dl className="review">
        {draft.form.questions.map((question, index) => (
          <Answer
            key={question.id}
            question={question}
            answer={answerOf(draft, question)}
            change={() => setDraft({ ...draft, step: { at: 'question', index, from: 'review' } })}
          />
        ))}
      </dl>
      <Notice kind="info" pictogram="key-round">
        <p>{t(isForEverybody(draft.form) ? 'review.public' : 'review.sealed')}</p>
        <p>{t('review.kept', { count: draft.form.retentionDays })}</p>
      </Notice>
    </VisitScreen>
  );
}

/** Whoever writes for everybody must know it before they send. */
function isForEverybody({ questions }: Form): boolean {
  return questions.some((question) => question.kind === 'text' && question.publishes === true);
}

function Answer({ question, answer, change }: { question: Question; answer: string; change: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const asked = wordingFor(question.title, language).text;
  return (
    <div className="review-answer">
      <dt>
        <Wording of={question.title} />
      </dt>
      <dd>
        <AnswerText question={question} answer={answer} />
        <BigButton
          onPress={change}
          pictogram={{ name: 'pencil' }}
          label={t('review.change.named', { question: asked })}
        >
          {t('review.change')}
        </BigButton>
      </dd>
    </div>
  );
}

function AnswerText({ question, answer }: { question: Question; answer: string }) {
  if (question.kind === 'text') {
    return (
      <span className="written" data-private>
        <Written>{answer}</Written>
      </span>
    );
  }
  const option = question.options.find((candidate) => candidate.id === answer);
  return option ? <Wording of={option.label} className="written" /> : null;
}
