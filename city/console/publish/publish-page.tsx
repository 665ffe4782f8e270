import { useState } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type Agent, type CollectionDescription, type PublishedKey } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { RecordList } from './record-list.tsx';
import { RecordPane } from './record-pane.tsx';
import { TransferPage } from './transfer-page.tsx';
import { useWords } from './words.ts';

interface PublishPageProps {
  hub: Hub;
  agent: Agent;
  onEnded: () => void;
}

/** What is open on the right: a record, one that is begun (without an id), or the files that come and go. */
type Open = { at: 'nothing' } | { at: 'transfer' } | { at: 'record'; key: PublishedKey; isNew: boolean };

/** What the kiosks show, as people of the city write it: the collections and their records, and one of them open. */
export function PublishPage({ hub, agent, onEnded }: PublishPageProps) {
  const { say } = useMessages();
  const asked = useAnswer(() => hub.publish.collections(), { onEnded });
  const [chosen, setChosen] = useState('service');
  const [open, setOpen] = useState<Open>({ at: 'nothing' });
  const [changes, setChanges] = useState(0);
  const { collections = [], sites = [] } = asked.value ?? {};
  const collection = collections.find(({ name }) => name === chosen) ?? collections[0];

  function changed() {
    setChanges((changes) => changes + 1);
    asked.reload();
  }

  return (
    <main id="thing" className="section-page publish" tabIndex={-1}>
      <div className="publish-side">
        <h1>{say('section.publish')}</h1>
        {asked.trouble !== undefined && (
          <Trouble words={`reason.${asked.trouble}`} onTryAgain={asked.reload} />
        )}
        {asked.value === undefined && asked.trouble === undefined && (
          <Waiting doing={say('publish.loading')} why={say('app.slow')} />
        )}
        {collection && (
          <>
            <Collections
              collections={collections}
              chosen={open.at === 'transfer' ? undefined : collection.name}
              isTransfer={open.at === 'transfer'}
              onChoose={(name) => {
                setChosen(name);
                setOpen({ at: 'nothing' });
              }}
              onTransfer={() => setOpen({ at: 'transfer' })}
            />
            {open.at !== 'transfer' && (
              <RecordList
                key={collection.name}
                hub={hub}
                agent={agent}
                collection={collection}
                open={open.at === 'record' ? open.key : undefined}
                changes={changes}
                onOpen={(key) => setOpen({ at: 'record', key, isNew: false })}
                onNew={() =>
                  setOpen({
                    at: 'record',
                    key: { collection: collection.name, id: '', scope: 'public' },
                    isNew: true,
                  })
                }
                onEnded={onEnded}
              />
            )}
          </>
        )}
      </div>
      {open.at === 'record' && collection && (
        <RecordPane
          key={JSON.stringify(open.key)}
          hub={hub}
          agent={agent}
          collection={collection}
          sites={sites}
          place={open.key}
          isNew={open.isNew}
          onSaved={(key) => {
            changed();
            setOpen({ at: 'record', key, isNew: false });
          }}
          onGone={() => {
            changed();
            setOpen({ at: 'nothing' });
          }}
          onEnded={onEnded}
        />
      )}
      {open.at === 'transfer' && (
        <TransferPage hub={hub} collections={collections} onChanged={changed} onEnded={onEnded} />
      )}
      {open.at === 'nothing' && asked.value && (
        <div className="nothing-open publish-open">
          <h2>{say('publish.nothing.title')}</h2>
          <p className="quiet">{say('publish.nothing.text')}</p>
        </div>
      )}
    </main>
  );
}

interface CollectionsProps {
  collections: readonly CollectionDescription[];
  chosen: string | undefined;
  isTransfer: boolean;
  onChoose: (name: string) => void;
  onTransfer: () => void;
}

function Collections({ collections, chosen, isTransfer, onChoose, onTransfer }: CollectionsProps) {
  const { say, language } = useMessages();
  const words = useWords();
  const number = new Intl.NumberFormat(language);
  return (
    <nav aria-label={say('publish.collections')}>
      <ul className="publish-collections">
        {collections.map(({ name, label, records }) => (
          <li key={name}>
            <button
              type="button"
              className="publish-collection"
              aria-current={name === chosen}
              onClick={() => onChoose(name)}
            >
              <span>{words(label)}</span>
              <span className="inbox-count">{number.format(records)}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="publish-collection" aria-current={isTransfer} onClick={onTransfer}>
            {say('publish.transfer')}
          </button>
        </li>
      </ul>
    </nav>
  );
}
