import { type DecidedText } from '../../../shared/contract/index.ts';
import { StateWord } from '../parts/index.ts';
import { dayOf, shortDay, Text, useMessages } from '../words/index.ts';
import { keyOf } from './waiting-list.tsx';

/** What was decided last, and by whom; what the texts say is not here. */
export function DecidedList({ texts }: { texts: readonly DecidedText[] }) {
  const { say, language } = useMessages();
  return (
    <>
      <h2 className="moderation-group">{say('moderation.decided')}</h2>
      <ul className="moderation-rows">
        {texts.map((text) => (
          <li key={keyOf(text)} className="moderation-decided">
            <StateWord state={text.state} />
            <span>
              <Text of={text.serviceName} />
            </span>
            <span className="quiet small">
              <bdi>{text.agent}</bdi> · {shortDay(dayOf(text.decidedAt), language)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
