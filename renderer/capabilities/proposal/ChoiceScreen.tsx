import { useTranslation } from 'react-i18next';
import { type ChoiceQuestion } from '../../../shared/model/index.ts';
import { BigButton, ChoiceCard, Choices } from '../../ui/index.ts';
import { VisitScreen, Wording } from '../../visitor/index.ts';
import { answerOf, type Draft, withAnswer } from './draft.ts';
import { Progress } from './Progress.tsx';

export interface ChoiceScreenProps {
  draft: Draft;
  question: ChoiceQuestion;
  goOn: (draft: Draft) => void;
}

/** So few choices have room for large cards. */
const FEW = 3;

/** A touch chooses and goes on; who comes back sees the choice made, and can keep it. */
export function ChoiceScreen({ draft, question, goOn }: ChoiceScreenProps) {
  const { t } = useTranslation();
  const answer = answerOf(draft, question);
  const hand = (
    <>
      <Choices cards={question.options.length <= FEW ? 'tall' : 'plain'}>
        {question.options.map((option) => (
          <ChoiceCard
            key={option.id}
            title={<Wording of={option.label} />}
            need="propose"
            onPress={() => goOn(withAnswer(draft, question, option.id))}
            chosen={{ is: option.id === answer, word: t('chosen') }}
            {...(option.help ? { line: <Wording of={option.help} /> } : {})}
            {...(option.pictogram ? { pictogram: option.pictogram } : {})}
          />
        ))}
      </Choices>
      {answer !== '' && (
        <BigButton kind="main" onPress={() => goOn(draft)}>
          {t('continue')}
        </BigButton>
      )}
    </>
  );
  return (
    <VisitScreen title={<Wording of={question.title} />} need="propose" hand={hand} scrolls="hand">
      <Progress draft={draft} question={question} />
      {question.help && <Wording of={question.help} as="p" className="lead" />}
    </VisitScreen>
  );
}
