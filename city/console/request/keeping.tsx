import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { shortDay, useMessages } from '../words/index.ts';

/** That the city is late with it, or until when it is kept. */
export function Keeping({ request: { late, keptUntil } }: { request: OpenedRequest }) {
  const { say, language } = useMessages();
  if (late === true) return <strong className="state state-refused">{say('request.late')}</strong>;
  if (keptUntil === undefined) return null;
  return <span>{say('request.kept-until', { date: shortDay(keptUntil, language) })}</span>;
}
