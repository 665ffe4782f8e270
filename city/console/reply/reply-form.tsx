import { Send } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { LongField, Trouble } from '../parts/index.ts';
import { directionOf, languageName, languageTag, type MessageKey, useMessages } from '../words/index.ts';
import { CommissionField, DateField } from './commission.tsx';
import { DecisionField } from './decision.tsx';
import {
  decisionsOf,
  type Draft,
  type Field,
  MOST_SIGNS,
  namesCommission,
  type Problem,
  problemsOf,
  secondLanguage,
} from './draft.ts';
import { ReadyTexts } from './ready-texts-row.tsx';
import { fillWith, originOf, type ReadyText } from './ready-texts.ts';

interface ReplyFormProps {
  request: OpenedRequest;
  draft: Draft;
  /** ISO day. */
  today: string;
  sending: boolean;
  trouble: TroubleOf<Hub['reply']> | undefined;
  onDraft: (draft: Draft) => void;
  onSend: () => void;
}

/** Decision, commission, reason. What is missing is said beside each field, once somebody tried to send. */
export function ReplyForm({ request, draft, today, sending, trouble, onDraft, onSend }: ReplyFormProps) {
  const { say, language } = useMessages();
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const problems = problemsOf(draft, today);
  const second = secondLanguage(request);

  function problemOf(field: Field): string | undefined {
    const problem: Problem | undefined = tried ? problems[field] : undefined;
    return problem && say(`problem.${problem}`, { most: MOST_SIGNS });
  }

  function change(changed: Partial<Draft>) {
    onDraft({ ...draft, ...changed });
  }

  function send(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) return onSend();
    /* After the problems are on the screen, so that the reader of the field also reads what is wrong with it. */
    requestAnimationFrame(() => focusFirstProblem(form.current));
  }

  function sendByKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
  }

  function fill(ready: ReadyText) {
    const translation = second && fillWith(draft.translation, ready, second);
    change({ french: fillWith(draft.french, ready, 'fr'), translation: translation ?? draft.translation });
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter, from any field
    <form ref={form} className="reply-form" onSubmit={send} onKeyDownCapture={sendByKey} noValidate>
      <DecisionField
        offered={decisionsOf(request)}
        value={draft.decision}
        problem={problemOf('decision')}
        onChange={(decision) => change({ decision })}
      />
      {namesCommission(draft) && (
        <div className="reply-commission">
          <CommissionField
            request={request}
            value={draft.commission}
            problem={problemOf('commission')}
            onChange={(commission) => change({ commission })}
          />
          <DateField
            value={draft.date}
            today={today}
            problem={problemOf('date')}
            onChange={(date) => change({ date })}
          />
        </div>
      )}
      <ReadyTexts decision={draft.decision} onChoose={fill} />
      <LongField
        label={say('reply.reason')}
        value={draft.french}
        rows={5}
        language="fr"
        direction="ltr"
        problem={problemOf('french')}
        onChange={(french) => change({ french })}
      />
      {second !== undefined && (
        <LongField
          label={say('reply.translation', { language: languageName(second, language, say) })}
          help={say(translationHelp(draft.translation, second))}
          value={draft.translation}
          rows={5}
          language={languageTag(second)}
          direction={directionOf(second)}
          problem={problemOf('translation')}
          onChange={(translation) => change({ translation })}
        />
      )}
      {trouble !== undefined && <TroubleInView words={`reason.${trouble}`} />}
      <div className="button-row">
        <Button type="submit" className="button button-main">
          <Send aria-hidden />
          {say(sending ? 'reply.sending' : 'reply.send')}
        </Button>
        <span className="quiet small">{say('reply.send-key')}</span>
      </div>
    </form>
  );
}

/** What is said at the end of a form longer than the window would stand behind its buttons. */
function TroubleInView({ words }: { words: MessageKey }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [words]);
  return (
    <div ref={place} className="reply-trouble">
      <Trouble words={words} urgent />
    </div>
  );
}

function translationHelp(text: string, language: string): MessageKey {
  const machine = text.trim() !== '' && originOf(text, language) === 'machine';
  return machine ? 'reply.translation.machine' : 'reply.translation.why';
}

function focusFirstProblem(form: HTMLFormElement | null): void {
  const invalid = '[aria-invalid="true"]:not([role]), [data-invalid][role="radiogroup"] input';
  form?.querySelector<HTMLElement>(invalid)?.focus();
}
