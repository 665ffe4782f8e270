import { useMemo } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type OpenedText, type WaitingText } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble, useFirstFocus } from '../parts/index.ts';
import { languageName, longDay, Text, useMessages } from '../words/index.ts';
import { Decide } from './decide.tsx';

interface TextPaneProps {
  hub: Hub;
  waiting: WaitingText;
  onDecided: (state: 'accepted' | 'refused') => void;
  /** A colleague was faster, or its writer took it back. */
  onGone: () => void;
  onEnded: () => void;
}

/** One text, opened: where it comes from, what to look at in it, and what is to become of it. */
export function TextPane({ hub, waiting, onDecided, onGone, onEnded }: TextPaneProps) {
  const { say } = useMessages();
  const { request, question } = waiting;
  const key = useMemo(() => ({ request, question }), [request, question]);
  const opened = useAnswer(() => hub.moderation.open(key), { onEnded });
  if (opened.trouble === 'unknown-text') {
    return <Trouble words="reason.unknown-text" tryAgain="moderation.back" onTryAgain={onGone} />;
  }
  if (opened.trouble !== undefined) {
    return <Trouble words={`reason.${opened.trouble}`} onTryAgain={opened.reload} />;
  }
  if (opened.value === undefined) return <Waiting doing={say('moderation.opening')} why={say('app.slow')} />;
  return (
    <article className="moderation-text">
      <Heading text={opened.value} />
      <Decide hub={hub} text={opened.value} onDecided={onDecided} onEnded={onEnded} />
    </article>
  );
}

function Heading({ text }: { text: OpenedText }) {
  const { say, language } = useMessages();
  const place = useFirstFocus<HTMLHeadingElement>();
  return (
    <header>
      <h2 ref={place} tabIndex={-1}>
        <Text of={text.serviceName} />
      </h2>
      <p className="quiet">
        <bdi>{text.site}</bdi> · {longDay(text.receivedOn, language)} ·{' '}
        {languageName(text.language, language, say)}
      </p>
      <p className="quiet small">{say('moderation.journalled')}</p>
    </header>
  );
}
