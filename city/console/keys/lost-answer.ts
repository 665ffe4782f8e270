import { z } from 'zod';
import answer from '../../../resources/locales/console/lost-key-answer.json' with { type: 'json' };
import { localizedSchema } from '../../../shared/model/index.ts';

/** What is told to whoever sent a request that nobody can open any more, in all languages: nobody knows theirs. */
export const LOST_KEY_ANSWER = z.object({ text: localizedSchema }).parse(answer).text;
