import { type WaitingText } from '../../../shared/contract/index.ts';
import { shortDay, Text, useMessages } from '../words/index.ts';

interface WaitingListProps {
  /** The oldest first. */
  texts: readonly WaitingText[];
  /** Whether others wait besides. */
  more: boolean;
  open: WaitingText | undefined;
  onOpen: (text: WaitingText) => void;
}

export function keyOf({ request, question }: Pick<WaitingText, 'request' | 'question'>): string {
  return `${request} ${question}`;
}

export function WaitingList({ texts, more, open, onOpen }: WaitingListProps) {
  const { say, language } = useMessages();
  if (texts.length === 0) return <p className="quiet moderation-empty">{say('moderation.empty')}</p>;
  return (
    <>
      <h2 className="moderation-group">
        {say('moderation.waiting')}{' '}
        <span className="inbox-count">{more ? `${texts.length}+` : texts.length}</span>
      </h2>
      <ul className="moderation-rows">
        {texts.map((text) => (
          <li key={keyOf(text)}>
            <button
              type="button"
              className="inbox-row"
              aria-current={open !== undefined && keyOf(open) === keyOf(text)}
              onClick={() => onOpen(text)}
            >
              <strong className="inbox-row-title">
                <Text of={text.serviceName} />
              </strong>
              <span className="inbox-row-facts">
                <span>{shortDay(text.receivedOn, language)}</span>
                <bdi>{text.site}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
