import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { type ActState } from '../../../shared/model/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { useFirstFocus } from '../parts/index.ts';
import { dayOf, useMessages } from '../words/index.ts';
import { decisionsOf, type Draft, emptyDraft, lastTurn, replyOf } from './draft.ts';
import { ReplyForm } from './reply-form.tsx';

interface ReplyPanelProps {
  hub: Hub;
  agentName: string;
  request: OpenedRequest;
  onRequest: (request: OpenedRequest) => void;
  draft: Draft | undefined;
  /** Undefined forgets it: it was sent. */
  onDraft: (draft: Draft | undefined) => void;
  onAnswered: (state: ActState) => void;
  /** Absent when nothing else waits. */
  onNext: (() => void) | undefined;
  onEnded: () => void;
}

type Stage = 'writing' | 'sending' | 'sent';

/**
 * Writing, sending, sent: the answer to one request. Trying again after a broken connection is safe: the hub knows the
 * same answer when it comes twice.
 */
export function ReplyPanel(props: ReplyPanelProps) {
  const { hub, agentName, request, onRequest, onDraft, onAnswered, onEnded } = props;
  const { say } = useMessages();
  const [stage, setStage] = useState<Stage>('writing');
  const [today] = useState(() => dayOf(new Date()));
  const [again, setAgain] = useState(false);
  const [trouble, setTrouble] = useState<TroubleOf<Hub['reply']> | undefined>();
  /** The state on the screen comes a moment late; two quick presses both find this one. */
  const underWay = useRef(false);
  const draft = props.draft ?? emptyDraft(request);

  async function send() {
    const { decision } = draft;
    if (underWay.current || decision === undefined) return;
    underWay.current = true;
    setStage('sending');
    setTrouble(undefined);
    const afterTurn = draft.afterTurn ?? lastTurn(request);
    const sent = await hub.reply({ ...replyOf(request, { ...draft, decision }), afterTurn });
    underWay.current = false;
    setStage(sent.ok ? 'sent' : 'writing');
    if (sent.ok) return answered(decision, sent.value.turn);
    if (sent.reason === 'not-signed-in') return onEnded();
    if (sent.reason === 'answered-meanwhile') await readAnswer();
    setTrouble(sent.reason);
  }

  /** Shows the answer that came meanwhile beside what was written, which goes after it when it is sent again. */
  async function readAnswer() {
    const opened = await hub.open({ id: request.id });
    if (!opened.ok) return;
    onRequest(opened.value);
    onAnswered(opened.value.state);
    onDraft({ ...draft, afterTurn: lastTurn(opened.value) });
  }

  function write(changed: Draft) {
    onDraft({ ...changed, afterTurn: changed.afterTurn ?? lastTurn(request) });
  }

  function answered(state: ActState, turn: number) {
    const answer = { turn, state, answeredOn: today, agent: agentName };
    onRequest({ ...request, state, answers: [...request.answers, answer] });
    onDraft(undefined);
    onAnswered(state);
    setAgain(false);
  }

  function writeAgain() {
    setAgain(true);
    setStage('writing');
  }

  const isOver = decisionsOf(request).length === 0;
  if (stage !== 'sent' && (request.joinedTo !== undefined || isOver)) {
    return (
      <section className="reply" aria-labelledby="reply-title">
        <h3 id="reply-title">{say('reply.title')}</h3>
        <p className="quiet">{say(isOver ? 'reply.over' : 'reply.joined')}</p>
      </section>
    );
  }

  return (
    <section className="reply" aria-labelledby="reply-title">
      <h3 id="reply-title">{say('reply.title')}</h3>
      {stage === 'sent' && <Sent onNext={props.onNext} onAgain={writeAgain} />}
      {stage !== 'sent' && (isOpen(request) || again || props.draft !== undefined) && (
        <ReplyForm
          request={request}
          draft={draft}
          today={today}
          sending={stage === 'sending'}
          trouble={trouble}
          onDraft={write}
          onSend={() => void send()}
        />
      )}
      {stage !== 'sent' && !isOpen(request) && !again && props.draft === undefined && (
        <Decided onAgain={writeAgain} />
      )}
    </section>
  );
}

/** Whether an answer is still awaited. */
function isOpen(request: OpenedRequest): boolean {
  return request.state === 'received' || request.state === 'in-progress';
}

function Decided({ onAgain }: { onAgain: () => void }) {
  const { say } = useMessages();
  return (
    <div className="reply-decided">
      <p>{say('reply.decided')}</p>
      <Button className="button" onPress={onAgain}>
        {say('reply.again')}
      </Button>
    </div>
  );
}

/** Says that it is gone, with the focus on what comes next: the following request is one Enter away. */
function Sent({ onNext, onAgain }: { onNext: (() => void) | undefined; onAgain: () => void }) {
  const { say } = useMessages();
  const first = useFirstFocus<HTMLButtonElement>();
  return (
    <div className="reply-sent">
      <Notice kind="good" live>
        <strong>{say('reply.sent.title')}</strong>
        <p>{say('reply.sent.text')}</p>
      </Notice>
      <div className="button-row">
        {onNext !== undefined && (
          <Button ref={first} className="button button-main" onPress={onNext}>
            {say('reply.next')}
          </Button>
        )}
        <Button {...(onNext ? {} : { ref: first })} className="button" onPress={onAgain}>
          {say('reply.again')}
        </Button>
      </div>
    </div>
  );
}
