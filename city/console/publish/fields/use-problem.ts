import { useMessages } from '../../words/index.ts';
import { pathOf, type Step } from '../value.ts';
import { problemsAt, sentenceOf } from '../words.ts';
import { useEditing } from './context.ts';

/** What is amiss with a field, in one sentence. `inside`: with anything in it. */
export function useProblem(at: readonly Step[], inside = false): string | undefined {
  const { problems } = useEditing();
  const { say } = useMessages();
  const found = problemsAt(problems, pathOf(at), inside)[0];
  return found && sentenceOf(found, say);
}
