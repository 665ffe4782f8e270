import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TextQuestion } from '../../../shared/model/index.ts';
import { BigButton, Notice, useTextField } from '../../ui/index.ts';
import { useKeyboardWords, VisitScreen, Wording } from '../../visitor/index.ts';
import { useLanguage } from '../../language/index.ts';
import { wordingFor } from '../../../shared/model/index.ts';
import { answerOf, type Draft, withAnswer } from './draft.ts';
import { Progress } from './Progress.tsx';
import { stateOfText, type TextState } from './text-rules.ts';

export interface TextScreenProps {
  draft: Draft;
  question: TextQuestion;
  setDraft: (draft: Draft) => void;
  goOn: (draft: Draft) => void;
}

/** Free words, with the keyboard under them; nothing is ever cut away from what was written. */
export function TextScreen({ draft, question, setDraft, goOn }: TextScreenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [asked, setAsked] = useState(false);
  const [removed, setRemoved] = useState(false);
  const text = answerOf(draft, question);
  const state = useMemo(() => stateOfText(text, question.maxSigns), [text, question.maxSigns]);
  const parts = useTextField({
    label: wordingFor(question.title, language).text,
    text,
    onText: (next, someRemoved) => {
      setRemoved(someRemoved);
      setAsked(false);
      setDraft(withAnswer(draft, question, next));
    },
    lines: 'many',
    note: <Note state={state} maxSigns={question.maxSigns} asked={asked} removed={removed} />,
    ...useKeyboardWords(),
  });

  function next() {
    setAsked(true);
    if (state.state === 'fits') goOn(draft);
  }

  const hand = (
    <>
      {parts.keyboard}
      <BigButton kind="main" onPress={next}>
        {t('continue')}
      </BigButton>
    </>
  );
  return (
    <VisitScreen title={<Wording of={question.title} />} need="propose" hand={hand}>
      {question.help && <Wording of={question.help} as="p" className="lead" />}
      {parts.field}
      <Progress draft={draft} question={question} />
    </VisitScreen>
  );
}

interface NoteProps {
  state: TextState;
  maxSigns: number;
  /** "Continue" was touched: now the empty field is worth a word. */
  asked: boolean;
  removed: boolean;
}

/** Each is another notice, which comes into sight for itself. */
function Note({ state, maxSigns, asked, removed }: NoteProps) {
  const { t } = useTranslation();
  if (removed) {
    return (
      <Notice key="removed" kind="info" live>
        <p>{t('text.removed')}</p>
      </Notice>
    );
  }
  if (state.state === 'too-long') {
    return (
      <Notice key="too-long" kind="warn" live>
        <p>{t('text.too-long', { count: state.over })}</p>
      </Notice>
    );
  }
  if (state.state === 'empty' && asked) {
    return (
      <Notice key="empty" kind="warn" live>
        <p>{t('text.empty')}</p>
      </Notice>
    );
  }
  return <p>{t('text.left', { count: state.state === 'fits' ? state.left : maxSigns })}</p>;
}
