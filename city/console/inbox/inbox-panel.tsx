import { type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { INBOX_GROUPS, type InboxFilter, type InboxGroup } from '../../../shared/contract/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { FilterBar } from './filter-bar.tsx';
import { waitingCount } from './groups.ts';
import { InboxList } from './inbox-list.tsx';
import { type Inbox } from './use-inbox.ts';

interface InboxPanelProps {
  inbox: Inbox;
  filter: InboxFilter;
  agentName: string;
  openId: string | undefined;
  started: ReadonlySet<string>;
  onOpen: (id: string) => void;
  onFilter: (filter: InboxFilter) => void;
  /** What belongs to the agent and not to a request. */
  beside: ReactNode;
}

/** The left side: how much waits, what of it is shown, the list itself, and a sentence when the hub is silent. */
export function InboxPanel({ inbox, filter, onFilter, beside, ...list }: InboxPanelProps) {
  const { say } = useMessages();
  const { shown, trouble, reload, more } = inbox;
  const waiting = shown === undefined ? 0 : waitingCount(shown.counts);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <nav className="inbox" aria-labelledby="inbox-title">
      <header className="inbox-head">
        <div className="inbox-title">
          <h1 id="inbox-title">{say('inbox.title')}</h1>
          {beside}
        </div>
        {waiting > 0 && <p className="quiet">{say('inbox.count', { count: waiting })}</p>}
        {shown !== undefined && <Counts counts={shown.counts} />}
        {shown !== undefined && (shown.rows.length > 0 || isFiltered) && (
          <FilterBar filter={filter} services={shown.services} onFilter={onFilter} />
        )}
      </header>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      {shown === undefined && trouble === undefined && (
        <Waiting doing={say('inbox.loading')} why={say('app.slow')} />
      )}
      {shown !== undefined && shown.rows.length === 0 && isFiltered && (
        <div className="inbox-none">
          <output>{say('inbox.filter.none')}</output>
          <Button className="button" onPress={() => onFilter({})}>
            {say('inbox.filter.show-all')}
          </Button>
        </div>
      )}
      {shown !== undefined && shown.rows.length > 0 && (
        <>
          <InboxList rows={shown.rows} counts={shown.counts} onMore={more} {...list} />
          <p className="inbox-keys quiet">{say('inbox.keys')}</p>
        </>
      )}
    </nav>
  );
}

/** How much there is of each, also of what is not on the screen yet. */
function Counts({ counts }: { counts: Record<InboxGroup, number> }) {
  const { say } = useMessages();
  const some = INBOX_GROUPS.filter((group) => counts[group] > 0);
  if (some.length < 2) return undefined;
  return (
    <ul className="inbox-counts">
      {some.map((group) => (
        <li key={group} className={`inbox-counts-${group}`}>
          <strong>{counts[group]}</strong> {say(`inbox.short.${group}`)}
        </li>
      ))}
    </ul>
  );
}
