import { PencilLine, UserRound } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type InboxGroup, type ListedRow } from '../../../shared/contract/index.ts';
import { StateWord } from '../parts/index.ts';
import { originalText, shortDay, Text, useMessages } from '../words/index.ts';
import { groupsOf, inOrder } from './groups.ts';

interface InboxListProps {
  rows: ListedRow[];
  counts: Record<InboxGroup, number>;
  agentName: string;
  openId: string | undefined;
  /** The requests with an answer that is written and not sent. */
  started: ReadonlySet<string>;
  onOpen: (id: string) => void;
  /** Shows what follows; absent when all is on the screen. */
  onMore: (() => void) | undefined;
}

/**
 * The requests, as one stop of the Tab key: J, K and the arrows walk through them, Enter opens. The keys count only
 * while the focus is in the list, so that nobody triggers them by dictating or typing elsewhere (WCAG 2.1.4).
 */
export const InboxList = memo(function InboxList(props: InboxListProps) {
  const { rows, counts, agentName, openId, started, onOpen, onMore } = props;
  const { say } = useMessages();
  const [visited, setVisited] = useState<string | undefined>();
  const list = useRef<HTMLDivElement>(null);
  const ordered = inOrder(rows);
  const stop = [visited, openId, ordered[0]?.id].find((id) => ordered.some((row) => row.id === id));
  useFocusKept(list, visited);
  useOpenRowInView(openId);

  function walk(event: KeyboardEvent) {
    const next = stepFor(event, ordered, visited);
    const isDown = event.key === 'ArrowDown' || event.key === 'j' || event.key === 'J';
    if (next === undefined && isDown && visited === ordered.at(-1)?.id)
      document.getElementById(MORE)?.focus();
    if (next === undefined) return;
    event.preventDefault();
    focusRow(next.id);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons inside have the focus
    <div ref={list} className="inbox-rows" onKeyDown={walk}>
      {groupsOf(rows).map((group) => (
        <section key={group.name} aria-labelledby={`group-${group.name}`}>
          <h2 id={`group-${group.name}`} className="inbox-group">
            {say(`inbox.group.${group.name}`)} <span className="inbox-count">{counts[group.name]}</span>
          </h2>
          <ul>
            {group.rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                agentName={agentName}
                isStop={row.id === stop}
                isOpen={row.id === openId}
                isStarted={started.has(row.id)}
                onVisit={setVisited}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </section>
      ))}
      {onMore && <More key={rows.length} onMore={onMore} />}
    </div>
  );
});

const MORE = 'inbox-more';

/** Comes by itself when somebody scrolls to it; with the keyboard, when it is pressed. */
function More({ onMore }: { onMore: () => void }) {
  const { say } = useMessages();
  const place = useRef<HTMLButtonElement>(null);
  const show = useRef(onMore);
  useEffect(() => {
    show.current = onMore;
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) show.current();
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <button ref={place} type="button" id={MORE} className="inbox-more" onClick={onMore}>
      {say('inbox.more')}
    </button>
  );
}

interface RowProps {
  row: ListedRow;
  agentName: string;
  /** Whether the Tab key stops here. */
  isStop: boolean;
  isOpen: boolean;
  isStarted: boolean;
  onVisit: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Drawn again only when something of it changed: somebody types beside hundreds of them. */
const Row = memo(function Row({ row, agentName, isStop, isOpen, isStarted, onVisit, onOpen }: RowProps) {
  return (
    <li>
      <button
        type="button"
        id={rowElementId(row.id)}
        className="inbox-row"
        tabIndex={isStop ? 0 : -1}
        aria-current={isOpen}
        onFocus={() => onVisit(row.id)}
        onClick={() => onOpen(row.id)}
      >
        <RowWords row={row} agentName={agentName} started={isStarted} />
      </button>
    </li>
  );
});

function RowWords({ row, agentName, started }: { row: ListedRow; agentName: string; started: boolean }) {
  const { say, language } = useMessages();
  return (
    <>
      <strong className="inbox-row-title">
        <Text of={row.serviceName} />
      </strong>
      <span className="inbox-row-facts">
        <StateWord state={row.state} />
        <span>{say('inbox.received', { date: shortDay(row.receivedOn, language) })}</span>
        {row.dueOn !== undefined && row.group !== 'answered' && (
          <span className={row.group === 'late' ? 'inbox-late' : undefined}>
            {say(row.group === 'late' ? 'inbox.late-since' : 'inbox.due', {
              date: shortDay(row.dueOn, language),
            })}
          </span>
        )}
        <bdi>{row.site}</bdi>
      </span>
      <span className="chips">
        {row.choices.map((choice) => (
          <span key={originalText(choice.question)} className="chip">
            <Text of={choice.answer} />
          </span>
        ))}
        {row.assigned && <Whose assigned={row.assigned} agentName={agentName} />}
        {started && (
          <span className="chip chip-draft">
            <PencilLine aria-hidden /> {say('inbox.draft')}
          </span>
        )}
      </span>
    </>
  );
}

function Whose({ assigned, agentName }: { assigned: NonNullable<ListedRow['assigned']>; agentName: string }) {
  const { say, language } = useMessages();
  const { to, awayUntil } = assigned;
  return (
    <span className="chip">
      <UserRound aria-hidden /> {to === agentName ? say('inbox.row.mine') : <bdi>{to}</bdi>}{' '}
      {awayUntil !== undefined && (
        <span className="quiet">{say('team.away-until', { date: shortDay(awayUntil, language) })}</span>
      )}
    </span>
  );
}

/** Puts the focus on the row of a request, if it is on the screen. */
export function focusRow(id: string): void {
  document.getElementById(rowElementId(id))?.focus();
}

function rowElementId(id: string): string {
  return `row-${id}`;
}

function stepFor(
  event: KeyboardEvent,
  rows: readonly ListedRow[],
  from: string | undefined,
): ListedRow | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const index = rows.findIndex((row) => row.id === from);
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return rows[index + 1];
    case 'ArrowUp':
    case 'k':
    case 'K':
      return rows[index - 1];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default:
      return undefined;
  }
}

/** A reload may move the row that has the focus to another group; the browser then drops the focus, and this picks it up. */
function useFocusKept(list: React.RefObject<HTMLElement | null>, visited: string | undefined): void {
  const hadFocus = useRef(false);
  useLayoutEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (hadFocus.current && lost && visited !== undefined) focusRow(visited);
    hadFocus.current = list.current?.contains(document.activeElement) ?? false;
  });
}

/** "Next request" opens one that may stand far down the list. */
function useOpenRowInView(openId: string | undefined): void {
  useEffect(() => {
    if (openId !== undefined)
      document.getElementById(rowElementId(openId))?.scrollIntoView({ block: 'nearest' });
  }, [openId]);
}
