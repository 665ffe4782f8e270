import { TriangleAlert } from 'lucide-react';
import { type RefObject } from 'react';
import { type Problem } from '../../../shared/publishing/index.ts';
import { useMessages } from '../words/index.ts';
import { sentenceOf } from './words.ts';

interface ProblemListProps {
  problems: readonly Problem[];
  /** Where the fields are. */
  place: RefObject<HTMLElement | null>;
}

/** All that is amiss, each a step away from its field. */
export function ProblemList({ problems, place }: ProblemListProps) {
  const { say } = useMessages();
  if (problems.length === 0) return null;
  const blocking = problems.filter(({ blocks }) => blocks).length;
  return (
    <section className="publish-problems" aria-label={say('publish.problems')}>
      <output className="publish-note">
        <TriangleAlert aria-hidden className="state-sign" />{' '}
        {blocking === 0 ? say('publish.problems.none') : say('publish.problems.count', { count: blocking })}
      </output>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.problem}`}>
            {problem.path === '' ? (
              sentenceOf(problem, say)
            ) : (
              <button
                type="button"
                className="publish-link"
                onClick={() => goTo(place.current, problem.path)}
              >
                {sentenceOf(problem, say)} <bdi className="quiet small">{problem.path}</bdi>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** To the field, or to the nearest part of the record that has one. */
function goTo(form: HTMLElement | null, path: string): void {
  for (let steps = path.split('.'); steps.length > 0; steps = steps.slice(0, -1)) {
    const field = form?.querySelector<HTMLElement>(`[data-path="${CSS.escape(steps.join('.'))}"]`);
    if (!field) continue;
    const input = field.querySelector<HTMLElement>('input, select, textarea') ?? field;
    input.focus();
    return;
  }
}
