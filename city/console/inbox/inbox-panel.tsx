import { Waiting } from '../../../renderer/ui/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { waitingCount } from './groups.ts';
import { InboxList } from './inbox-list.tsx';
import { type Inbox } from './use-inbox.ts';

interface InboxPanelProps {
  inbox: Inbox;
  openId: string | undefined;
  started: ReadonlySet<string>;
  onOpen: (id: string) => void;
}

/** The left side: how much waits, the list itself, and a sentence when the hub is silent. */
export function InboxPanel({ inbox, openId, started, onOpen }: InboxPanelProps) {
  const { say } = useMessages();
  const { rows, trouble, reload } = inbox;
  const waiting = waitingCount(rows ?? []);
  return (
    <nav className="inbox" aria-labelledby="inbox-title">
      <header className="inbox-head">
        <h1 id="inbox-title">{say('inbox.title')}</h1>
        {waiting > 0 && <p className="quiet">{say('inbox.count', { count: waiting })}</p>}
      </header>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      {rows === undefined && trouble === undefined && (
        <Waiting doing={say('inbox.loading')} why={say('app.slow')} />
      )}
      {rows !== undefined && rows.length > 0 && (
        <>
          <InboxList rows={rows} openId={openId} started={started} onOpen={onOpen} />
          <p className="inbox-keys quiet">{say('inbox.keys')}</p>
        </>
      )}
    </nav>
  );
}
