import { useEffect, useState } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type InboxRow, type OpenedRequest } from '../../../shared/contract/index.ts';
import { isConcluded, type ActState } from '../../../shared/model/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { StateWord, Trouble, useFirstFocus } from '../parts/index.ts';
import { type Draft, isStarted, lastTurn, ReplyPanel } from '../reply/index.ts';
import { Doubles, numberOf, TeamBar, useAttendance } from '../team/index.ts';
import { shortDay, Text, useMessages } from '../words/index.ts';
import { Answers } from './answers.tsx';
import { History } from './history.tsx';

interface RequestPaneProps {
  hub: Hub;
  id: string;
  agentName: string;
  /** The same request in the list, as the last reload brought it. */
  row: InboxRow | undefined;
  draft: Draft | undefined;
  onDraft: (draft: Draft | undefined) => void;
  onAnswered: (state: ActState) => void;
  onNext: (() => void) | undefined;
  onOpen: (id: string) => void;
  /** Something in the list is not as it was. */
  onChanged: () => void;
  /** Opens the request once more: give the pane another `key`. */
  onReadAgain: () => void;
  onEnded: () => void;
}

type Opening =
  | { at: 'opening' }
  | { at: 'open'; request: OpenedRequest }
  | { at: 'trouble'; reason: TroubleOf<Hub['open']> };

/** The thing on the right: one request, opened, with what to answer beside it. Its `key` is the request's. */
export function RequestPane(props: RequestPaneProps) {
  const { hub, id, onEnded, onReadAgain } = props;
  const { say } = useMessages();
  const [opening, setOpening] = useOpening(hub, id, onEnded);

  if (opening.at === 'opening') {
    return <Waiting doing={say('request.opening')} why={say('app.slow')} />;
  }
  if (opening.at === 'trouble') {
    const canTryAgain = opening.reason === 'unreachable' || opening.reason === 'unexpected';
    return (
      <div className="request-alone">
        <Trouble
          words={`reason.${opening.reason}`}
          urgent
          {...(canTryAgain ? { onTryAgain: onReadAgain } : {})}
        />
      </div>
    );
  }
  return (
    <OpenRequest
      {...props}
      request={opening.request}
      onRequest={(request) => setOpening({ at: 'open', request })}
    />
  );
}

function useOpening(hub: Hub, id: string, onEnded: () => void) {
  const [opening, setOpening] = useState<Opening>({ at: 'opening' });
  useEffect(() => {
    /* An answer that comes after the pane is gone is let go. */
    let awaited = true;
    async function open() {
      const opened = await hub.open({ id });
      if (!awaited) return;
      if (opened.ok) setOpening({ at: 'open', request: opened.value });
      else if (opened.reason === 'not-signed-in') onEnded();
      else setOpening({ at: 'trouble', reason: opened.reason });
    }
    void open();
    return () => {
      awaited = false;
    };
  }, [hub, id, onEnded]);
  return [opening, setOpening] as const;
}

interface OpenRequestProps extends RequestPaneProps {
  request: OpenedRequest;
  onRequest: (request: OpenedRequest) => void;
}

function OpenRequest({ request, row, onRequest, onReadAgain, ...props }: OpenRequestProps) {
  const { say, language } = useMessages();
  const heading = useFirstFocus<HTMLHeadingElement>();
  const { hub, draft, onEnded, onChanged, onOpen } = props;
  const writing = draft !== undefined && isStarted(draft);
  const attending = useAttendance(hub, request.id, writing, onEnded);
  const { attendance } = attending;
  const isOld =
    (row !== undefined && row.state !== request.state) ||
    (attendance !== undefined && attendance.turn > lastTurn(request));
  return (
    <article className="request" aria-labelledby="request-title">
      <header className="request-head">
        <h2 id="request-title" ref={heading} tabIndex={-1}>
          <Text of={request.serviceName} />
        </h2>
        <p className="request-facts">
          <StateWord state={request.state} />
          <span>{say('inbox.received', { date: shortDay(request.receivedOn, language) })}</span>
          <span>{say('inbox.site', { site: request.site })}</span>
          {request.dueOn !== undefined && !isConcluded(request.state) && (
            <span>{say('inbox.due', { date: shortDay(request.dueOn, language) })}</span>
          )}
          <span>{say('request.number', { number: numberOf(request.id) })}</span>
        </p>
        <TeamBar
          hub={hub}
          id={request.id}
          agentName={props.agentName}
          attending={attending}
          onChanged={onChanged}
          onEnded={onEnded}
        />
        <Doubles
          hub={hub}
          request={request}
          onOpen={onOpen}
          onChanged={() => {
            onChanged();
            onReadAgain();
          }}
          onEnded={onEnded}
        />
        {isOld && <Trouble words="request.changed" tryAgain="request.read-again" onTryAgain={onReadAgain} />}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text must scroll without a mouse */}
      <section className="request-read" aria-label={say('request.reading')} tabIndex={0}>
        <Answers request={request} />
        <History answers={request.answers} />
      </section>
      <ReplyPanel {...props} request={request} onRequest={onRequest} />
    </article>
  );
}
