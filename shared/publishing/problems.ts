import { type z } from 'zod';
import { unreachable } from '../result/index.ts';

/** What can be amiss with a record; the console has a sentence for each, in every language that it speaks. */
export const PROBLEMS = [
  'missing',
  'french-missing',
  'too-long',
  'too-large',
  'too-few',
  'too-many',
  'not-in-list',
  'not-a-date',
  'not-an-address',
  'not-a-number',
  'wrong-format',
  'not-json',
  'unknown-record',
  'unknown-collection',
  'unfit-id',
  'unknown-site',
  'end-before-start',
  'atelier-without-end',
  'atelier-without-objective',
  'atelier-without-evaluation',
  'in-working-hours',
  'commitment-without-source',
  'promised-date',
  'same-version',
  'repeated-id',
  'no-free-text',
  'rule-lost',
  'clip-id',
  'no-text-nor-file',
  'draft-exists',
  'still-named',
] as const;

export type ProblemName = (typeof PROBLEMS)[number];

export interface Problem {
  /** Of the field, with numbers for the entries of lists: `timings.0.end`; empty for the whole record. */
  path: string;
  problem: ProblemName;
  values?: Record<string, string | number> | undefined;
  /** False for what a publisher should know, and may publish all the same. */
  blocks: boolean;
}

export function problem(path: string, name: ProblemName, values?: Problem['values']): Problem {
  return { path, problem: name, ...(values && { values }), blocks: true };
}

/** What a schema says, in our words. */
export function problemOf(issue: z.core.$ZodIssue): Problem {
  return problem(issue.path.join('.'), ...namedIssue(issue));
}

function namedIssue(issue: z.core.$ZodIssue): [ProblemName, Problem['values']?] {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined && /received undefined/.test(issue.message)) return ['missing'];
      return [issue.expected === 'number' ? 'not-a-number' : 'wrong-format'];
    case 'invalid_value':
    case 'invalid_union':
      return [/received undefined/.test(issue.message) ? 'missing' : 'not-in-list'];
    case 'too_small':
      if (issue.origin === 'number') return ['not-a-number'];
      return Number(issue.minimum) === 1 ? ['missing'] : ['too-few', { least: Number(issue.minimum) }];
    case 'too_big':
      if (issue.origin === 'number') return ['not-a-number'];
      return [issue.origin === 'array' ? 'too-many' : 'too-long', { most: Number(issue.maximum) }];
    case 'invalid_format':
      if (issue.format === 'date') return ['not-a-date'];
      return [issue.format === 'url' || issue.format === 'email' ? 'not-an-address' : 'wrong-format'];
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return ['wrong-format'];
    default:
      return unreachable(issue);
  }
}
