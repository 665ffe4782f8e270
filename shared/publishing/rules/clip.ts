import { clipId, clipSchema } from '../../model/index.ts';
import { problem } from '../problems.ts';
import { type Rule } from './rule.ts';

/** A kiosk finds a clip by the words on its screen: under another name, nobody would ever hear it. */
export const clipRules: readonly Rule[] = [
  async ({ id, body }) => {
    const { language, of } = clipSchema.parse(body);
    const right = await clipId(language, of);
    return id === right ? [] : [problem('of', 'clip-id', { id: right })];
  },
];
