import { useTranslation } from 'react-i18next';
import { type Question } from '../../../shared/model/index.ts';
import { type Draft } from './draft.ts';

/** Which question this is, and how many there are; whether a source gives their wording. */
export function Progress({ draft, question }: { draft: Draft; question: Question }) {
  const { t } = useTranslation();
  const { questions } = draft.form;
  const number = questions.indexOf(question) + 1;
  return (
    <p className="small">
      {t('proposal.progress', { number, total: questions.length })}
      {draft.form.example && ` · ${t('proposal.example')}`}
    </p>
  );
}
