import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { type Form, type Localized, type Question } from '../../../shared/model/index.ts';

/** One answer under its question. A question that no known form explains keeps its bare name. */
export type Asked = { id: string; question: Localized | string } & (
  { kind: 'choice'; answer: Localized | string } | { kind: 'text'; text: string }
);

/**
 * All that the visitor answered to the service, in the order of the form; answers that the form at hand does not
 * know (another version asked them) follow, never dropped. Choices meant for a machine stand in the request's row.
 */
export function askedOf(request: OpenedRequest): Asked[] {
  const { texts, choices } = request.words;
  const known = request.form?.questions.map((question) => question.id) ?? [];
  const unknown = [...Object.keys(texts), ...Object.keys(choices)].filter((id) => !known.includes(id));
  return [...known, ...unknown].flatMap((id) => {
    const question = questionOf(request.form, id);
    const title = question?.title ?? id;
    const asked: Asked[] = [];
    const choice = choices[id];
    const text = texts[id];
    if (choice !== undefined)
      asked.push({ id, question: title, kind: 'choice', answer: labelOf(question, choice) });
    if (text !== undefined) asked.push({ id, question: title, kind: 'text', text });
    return asked;
  });
}

function questionOf(form: Form | undefined, id: string): Question | undefined {
  return form?.questions.find((question) => question.id === id);
}

function labelOf(question: Question | undefined, choice: string): Localized | string {
  if (question?.kind !== 'choice') return choice;
  return question.options.find((option) => option.id === choice)?.label ?? choice;
}
