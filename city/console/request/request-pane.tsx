import { useCallback, useEffect, useRef, useState } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type InboxRow, type OpenedRequest } from '../../../shared/contract/index.ts';
import { type Hub, type OpenReason } from '../connection/index.ts';
import { StateWord, Trouble } from '../parts/index.ts';
import { type Decision, type Draft, ReplyPanel } from '../reply/index.ts';
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
  onAnswered: (state: Decision) => void;
  onNext: (() => void) | undefined;
  onEnded: () => void;
}

type Opening =
  | { at: 'opening' }
  | { at: 'open'; request: OpenedRequest }
  | { at: 'trouble'; reason: Exclude<OpenReason, 'not-signed-in'> };

/** The thing on the right: one request, opened, with what to answer beside it. Give it the id as its `key`. */
export function RequestPane(props: RequestPaneProps) {
  const { hub, id, onEnded } = props;
  const { say } = useMessages();
  const { opening, setOpening, open } = useOpening(hub, id, onEnded);

  if (opening.at === 'opening') {
    return <Waiting doing={say('request.opening')} why={say('app.slow')} />;
  }
  if (opening.at === 'trouble') {
    const canTryAgain = opening.reason === 'unreachable' || opening.reason === 'unexpected';
    return (
      <div className="request-alone">
        <Trouble words={`reason.${opening.reason}`} urgent {...(canTryAgain ? { onTryAgain: open } : {})} />
      </div>
    );
  }
  return (
    <OpenRequest
      {...props}
      request={opening.request}
      onRequest={(request) => setOpening({ at: 'open', request })}
      onReadAgain={open}
    />
  );
}

function useOpening(hub: Hub, id: string, onEnded: () => void) {
  const [opening, setOpening] = useState<Opening>({ at: 'opening' });
  /** Counts the openings: an answer to an older one, or after the pane is gone, is let go. */
  const newest = useRef(0);
  const open = useCallback(async () => {
    newest.current += 1;
    const asked = newest.current;
    setOpening({ at: 'opening' });
    const opened = await hub.open(id);
    if (asked !== newest.current) return;
    if (opened.ok) return setOpening({ at: 'open', request: opened.value });
    if (opened.reason === 'not-signed-in') return onEnded();
    setOpening({ at: 'trouble', reason: opened.reason });
  }, [hub, id, onEnded]);
  useEffect(() => {
    void open();
    return () => {
      newest.current += 1;
    };
  }, [open]);
  return { opening, setOpening, open: () => void open() };
}

interface OpenRequestProps extends RequestPaneProps {
  request: OpenedRequest;
  onRequest: (request: OpenedRequest) => void;
  onReadAgain: () => void;
}

function OpenRequest({ request, row, onRequest, onReadAgain, ...props }: OpenRequestProps) {
  const { say, language } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
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
        </p>
        {row !== undefined && row.state !== request.state && (
          <Trouble words="request.changed" tryAgain="request.read-again" onTryAgain={onReadAgain} />
        )}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text must scroll without a mouse */}
      <div className="request-read" role="group" aria-label={say('request.words')} tabIndex={0}>
        <Answers request={request} />
        <History answers={request.answers} />
      </div>
      <ReplyPanel {...props} request={request} onRequest={onRequest} />
    </article>
  );
}
