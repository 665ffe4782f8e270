/* A desk with five hundred answers begun, beside the real list: what a page does at each key, without a hub. */
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { useDesk } from '../../../city/console/desk.ts';
import { InboxPanel } from '../../../city/console/inbox/index.ts';
import { LongField } from '../../../city/console/parts/index.ts';
import { startMessages } from '../../../city/console/words/index.ts';
import { type ListedRow } from '../../../shared/contract/index.ts';
import '../../../city/console/styles/index.css';

const BEGUN = {
  decision: 'accepted',
  commission: '',
  date: '',
  french: '',
  translation: '',
} as const;

const rows = Array.from({ length: 500 }, (_, at): ListedRow => ({
  id: `request-${at}`,
  service: 'service',
  serviceName: { original: 'fr', fr: { text: 'Droit de proposition populaire', by: 'human' } },
  state: 'received',
  receivedOn: '2026-11-01',
  dueOn: '2026-12-31',
  site: 'Maison du projet',
  choices: [],
  group: 'rest',
}));

const inbox = {
  shown: {
    rows,
    asked: '#requests',
    version: '1',
    pages: 10,
    services: [],
    counts: { late: 0, week: 0, rest: rows.length, underway: 0, answered: 0 },
  },
  trouble: undefined,
  reload: () => undefined,
  more: undefined,
  setState: () => undefined,
};

function DeskPage() {
  const { openId, open, draftOf, write, started } = useDesk();
  useEffect(() => {
    for (const { id } of rows) write(id, BEGUN);
  }, [write]);
  return (
    <div className="workspace">
      <InboxPanel
        inbox={inbox}
        filter={{}}
        agentName="marie"
        openId={openId}
        started={started}
        onOpen={open}
        onFilter={() => undefined}
        beside={undefined}
      />
      {openId !== undefined && (
        <main className="thing">
          <LongField
            label="Votre texte"
            rows={5}
            language="ar"
            direction="rtl"
            value={draftOf(openId)?.translation ?? ''}
            onChange={(translation) => write(openId, { ...BEGUN, translation })}
          />
        </main>
      )}
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element for its root');
createRoot(root).render(
  <I18nextProvider i18n={startMessages('fr')}>
    <DeskPage />
  </I18nextProvider>,
);
