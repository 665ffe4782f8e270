import { PencilLine } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type InboxRow } from '../../../shared/contract/index.ts';
import { StateWord } from '../parts/index.ts';
import { originalText, shortDay, Text, useMessages } from '../words/index.ts';
import { groupsOf, inOrder } from './groups.ts';

interface InboxListProps {
  rows: InboxRow[];
  openId: string | undefined;
  /** The requests with an answer that is written and not sent. */
  started: ReadonlySet<string>;
  onOpen: (id: string) => void;
}

/**
 * The requests, as one stop of the Tab key: J, K and the arrows walk through them, Enter opens. The keys count only
 * while the focus is in the list, so that nobody triggers them by dictating or typing elsewhere (WCAG 2.1.4).
 */
export function InboxList({ rows, openId, started, onOpen }: InboxListProps) {
  const { say } = useMessages();
  const [visited, setVisited] = useState<string | undefined>();
  const list = useRef<HTMLDivElement>(null);
  const ordered = inOrder(rows);
  const stop = [visited, openId, ordered[0]?.id].find((id) => ordered.some((row) => row.id === id));
  useFocusKept(list, visited);
  useOpenRowInView(openId);

  function walk(event: KeyboardEvent) {
    const next = stepFor(event, ordered, visited);
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
            {say(`inbox.group.${group.name}`)} <span className="inbox-count">{group.rows.length}</span>
          </h2>
          <ul>
            {group.rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  id={rowElementId(row.id)}
                  className="inbox-row"
                  tabIndex={row.id === stop ? 0 : -1}
                  aria-current={row.id === openId}
                  onFocus={() => setVisited(row.id)}
                  onClick={() => onOpen(row.id)}
                >
                  <RowWords row={row} started={started.has(row.id)} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function RowWords({ row, started }: { row: InboxRow; started: boolean }) {
  const { say, language } = useMessages();
  return (
    <>
      <strong className="inbox-row-title">
        <Text of={row.serviceName} />
      </strong>
      <span className="inbox-row-facts">
        <StateWord state={row.state} />
        <span>{say('inbox.received', { date: shortDay(row.receivedOn, language) })}</span>
        <bdi>{row.site}</bdi>
      </span>
      <span className="chips">
        {row.choices.map((choice) => (
          <span key={originalText(choice.question)} className="chip">
            <Text of={choice.answer} />
          </span>
        ))}
        {started && (
          <span className="chip chip-draft">
            <PencilLine aria-hidden /> {say('inbox.draft')}
          </span>
        )}
      </span>
    </>
  );
}

/** Puts the focus on the row of a request, if it is on the screen. */
export function focusRow(id: string): void {
  document.getElementById(rowElementId(id))?.focus();
}

function rowElementId(id: string): string {
  return `row-${id}`;
}

function stepFor(event: KeyboardEvent, rows: InboxRow[], from: string | undefined): InboxRow | undefined {
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
