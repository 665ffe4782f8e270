import { libraryDocumentSchema } from '../../model/index.ts';
import { problem } from '../problems.ts';
import { type Rule } from './rule.ts';

export const documentRules: readonly Rule[] = [
  ({ body }) => {
    const { text, file } = libraryDocumentSchema.parse(body);
    return text === undefined && file === undefined ? [problem('text', 'no-text-nor-file')] : [];
  },
];
