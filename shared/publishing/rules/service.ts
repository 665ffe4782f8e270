import { type Service, serviceSchema } from '../../model/index.ts';
import { problem, type Problem } from '../problems.ts';
import { ROW_RULES, type RowRule } from './rows.ts';
import { type Rule } from './rule.ts';

/** A service that the sources name keeps the facts that they state of it. */
export const serviceRules: readonly Rule[] = [
  ({ body }) => {
    const service = serviceSchema.parse(body);
    const fact = ROW_RULES[service.row ?? '']?.fact;
    return fact === undefined ? [] : keptFact(service, fact);
  },
];

function keptFact({ row, facts }: Service, wanted: NonNullable<RowRule['fact']>): Problem[] {
  const at = facts.findIndex(({ id }) => id === wanted.id);
  if (at === -1) return [problem('facts', 'rule-lost', { row: row ?? '', fact: wanted.id })];
  const values = facts[at]?.values;
  const isKept = Object.entries(wanted.values).every(
    ([name, value]) => JSON.stringify(values?.[name]) === JSON.stringify(value),
  );
  return isKept ? [] : [problem(`facts.${at}.values`, 'rule-lost', { row: row ?? '', fact: wanted.id })];
}
