import { announcementSchema } from '../../model/index.ts';
import { problem } from '../problems.ts';
import { type Rule } from './rule.ts';

export const announcementRules: readonly Rule[] = [
  ({ body }) => {
    const { from, until } = announcementSchema.parse(body);
    return until < from ? [problem('until', 'end-before-start')] : [];
  },
  ({ body }, around) =>
    announcementSchema
      .parse(body)
      .sites.flatMap((site, at) => (around.isSite(site) ? [] : [problem(`sites.${at}`, 'unknown-site')])),
];
