import { type Form, formSchema } from '../../model/index.ts';
import { problem, type Problem } from '../problems.ts';
import { ROW_RULES, rowOf } from './rows.ts';
import { type Rule } from './rule.ts';

export const formRules: readonly Rule[] = [
  ({ id }, around) =>
    around.bodyOf('service', id) === undefined
      ? [problem('', 'unknown-record', { collection: 'service', id })]
      : [],
  ({ id, body, text }, around) => newVersionForNewContent(id, formSchema.parse(body), text, around),
  ({ body }) => [
    ...repeatedIds(formSchema.parse(body).questions, 'questions'),
    ...formSchema
      .parse(body)
      .questions.flatMap((question, at) =>
        question.kind === 'choice' ? repeatedIds(question.options, `questions.${at}.options`) : [],
      ),
  ],
  ({ id, body }, around) => {
    const rule = ROW_RULES[rowOf(around.bodyOf('service', id)) ?? ''];
    if (rule?.asksNoWords !== true) return [];
    return formSchema
      .parse(body)
      .questions.flatMap(({ kind }, at) =>
        kind === 'text' ? [problem(`questions.${at}`, 'no-free-text')] : [],
      );
  },
];

/** What visitors began under a version is adjudicated and read by that version: it never changes. */
function newVersionForNewContent(
  id: string,
  { version }: Form,
  text: string,
  around: Parameters<Rule>[1],
): Problem[] {
  const kept = around.formVersion(id, version);
  if (kept === undefined || isSameContent(kept, text)) return [];
  return [problem('version', 'same-version', { version, next: version + 1 })];
}

function isSameContent(one: string, other: string): boolean {
  return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

function repeatedIds(entries: readonly { id: string }[], path: string): Problem[] {
  return entries.flatMap(({ id }, at) =>
    entries.findIndex((other) => other.id === id) < at ? [problem(`${path}.${at}.id`, 'repeated-id')] : [],
  );
}
