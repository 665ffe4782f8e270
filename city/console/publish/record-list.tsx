import { Plus } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import {
  type Agent,
  type CollectionDescription,
  type PublishedKey,
  type RecordRow,
} from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { LineField, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { RecordState } from './record-state.tsx';
import { unsavedOf } from './unsaved.ts';
import { useWords } from './words.ts';

const AFTER_TYPING_MILLISECONDS = 150;

interface RecordListProps {
  hub: Hub;
  agent: Agent;
  collection: CollectionDescription;
  open: PublishedKey | undefined;
  /** Counts what was saved or published: the list is asked for again. */
  changes: number;
  onOpen: (key: PublishedKey) => void;
  onNew: () => void;
  onEnded: () => void;
}

/** The records of a collection by name, some at a time, with a search. */
export function RecordList(props: RecordListProps) {
  const { collection, onNew } = props;
  const { say } = useMessages();
  const words = useWords();
  const [search, setSearch] = useState('');
  const { records, next, trouble, more, again } = useRecords(props, search);
  return (
    <section className="publish-records" aria-label={words(collection.label)}>
      <LineField label={say('publish.search')} value={search} onChange={setSearch} />
      {!collection.isSingle && (
        <Button className="button button-small publish-add" onPress={onNew}>
          <Plus aria-hidden /> {say('publish.new')}
        </Button>
      )}
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={again} />}
      {records?.length === 0 && (
        <output className="publish-note quiet small">
          {say(search.trim() === '' ? 'publish.empty' : 'publish.not-found')}
        </output>
      )}
      <Rows {...props} records={records ?? []} />
      {next !== null && (
        <Button className="button button-small publish-add" onPress={more}>
          {say('publish.more')}
        </Button>
      )}
    </section>
  );
}

function Rows({
  agent,
  collection,
  open,
  onOpen,
  records,
}: RecordListProps & { records: readonly RecordRow[] }) {
  const { say } = useMessages();
  return (
    <ul className="publish-rows">
      {records.map((record) => {
        const key = { collection: collection.name, id: record.id, scope: record.scope };
        const isOpen = open?.id === record.id && open.scope === record.scope;
        return (
          <li key={`${record.scope} ${record.id}`}>
            <button type="button" className="inbox-row" aria-current={isOpen} onClick={() => onOpen(key)}>
              <strong className="inbox-row-title" dir="auto">
                {record.name}
              </strong>
              <span className="inbox-row-facts">
                <RecordState record={record} />
                {record.scope !== 'public' && <bdi>{record.scope.replace('site:', '')}</bdi>}
                {unsavedOf(agent, key) !== undefined && <span>{say('publish.unsaved')}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function useRecords({ hub, collection, changes, onEnded }: RecordListProps, search: string) {
  const [records, setRecords] = useState<readonly RecordRow[] | undefined>();
  const [next, setNext] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<TroubleOf<Hub['publish']['records']> | undefined>();
  const [tries, setTries] = useState(0);

  const question = JSON.stringify([collection.name, search, changes, tries]);
  /** What was asked last: an answer to anything else comes too late. */
  const newest = useRef(question);

  async function load(asked: string, after?: string) {
    const answer = await hub.publish.records({
      collection: collection.name,
      search,
      ...(after !== undefined && { after }),
    });
    if (newest.current !== asked) return;
    if (!answer.ok) {
      if (answer.reason === 'not-signed-in') onEnded();
      else setTrouble(answer.reason);
      return;
    }
    setTrouble(undefined);
    setNext(answer.value.next);
    setRecords((before) => [...(after === undefined ? [] : (before ?? [])), ...answer.value.records]);
  }

  const loadFirst = useEffectEvent(load);
  useEffect(() => {
    newest.current = question;
    const timer = setTimeout(() => void loadFirst(question), AFTER_TYPING_MILLISECONDS);
    return () => {
      newest.current = '';
      clearTimeout(timer);
    };
  }, [question]);

  return {
    records,
    next,
    trouble,
    more: () => void load(question, next ?? undefined),
    again: () => setTries(tries + 1),
  };
}
