import { type ServicePage } from '../../../shared/contract/index.ts';
import { type Form, type Question } from '../../../shared/model/index.ts';
import { unreachable } from '../../../shared/result/index.ts';
import { type Envelope } from '../../../shared/sealing/index.ts';

/** What a visitor is writing. The form stays the version that it began with, whatever the city publishes meanwhile. */
export interface Draft {
  form: Form;
  /** The service's page as it was when the draft began: its key and its name for the slip. */
  page: ServicePage;
  step: Step;
  /** By question: the id of the option chosen, or the words written. */
  answers: Readonly<Record<string, string>>;
  /** The receipt's code, made once for the draft; known to nobody but this page and, later, the visitor. */
  code: string;
  /** Sealed already, to be sent again as it is if recording failed: the kiosk stores one id once. */
  sealed?: Envelope;
}

export type Step =
  | { at: 'path' }
  | { at: 'question'; index: number; from: 'before' | 'review' }
  | { at: 'review' }
  | { at: 'saved' };

export function answerOf(draft: Draft, question: Question): string {
  return draft.answers[question.id] ?? '';
}

/** A changed answer makes another submission: what was sealed before is dropped. */
export function withAnswer(draft: Draft, question: Question, answer: string): Draft {
  const { sealed: _, ...rest } = draft;
  return { ...rest, answers: { ...draft.answers, [question.id]: answer } };
}

/** After a question: the next one, or back to the review from which it was changed. */
export function stepAfter(draft: Draft): Step {
  const { step, form } = draft;
  if (step.at === 'path') return { at: 'question', index: 0, from: 'before' };
  if (step.at !== 'question') return step;
  const last = step.index + 1 >= form.questions.length;
  return step.from === 'review' || last
    ? { at: 'review' }
    : { at: 'question', index: step.index + 1, from: 'before' };
}

/** The step before, or undefined where "back" leaves the proposal. */
export function stepBefore(draft: Draft): Step | undefined {
  const { step, form } = draft;
  switch (step.at) {
    case 'path':
    case 'saved':
      return undefined;
    case 'review':
      return { at: 'question', index: form.questions.length - 1, from: 'before' };
    case 'question':
      if (step.from === 'review') return { at: 'review' };
      return step.index === 0 ? { at: 'path' } : { at: 'question', index: step.index - 1, from: 'before' };
    default:
      return unreachable(step);
  }
}
