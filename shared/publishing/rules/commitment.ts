import { commitmentSchema } from '../../model/index.ts';
import { problem } from '../problems.ts';
import { ROW_RULES, rowOf } from './rows.ts';
import { type Rule } from './rule.ts';

/** A promise keeps the date that its source gives. */
export const commitmentRules: readonly Rule[] = [
  ({ body }, around) => {
    const { service, promisedFor } = commitmentSchema.parse(body);
    const date = ROW_RULES[rowOf(around.bodyOf('service', service)) ?? '']?.promisedFor;
    return date === undefined || promisedFor === date
      ? []
      : [problem('promisedFor', 'promised-date', { date })];
  },
];
