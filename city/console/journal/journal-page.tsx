import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type JournalRow } from '../../../shared/contract/index.ts';
import { ok } from '../../../shared/result/index.ts';
import { type Hub, usePages } from '../connection/index.ts';
import { LineField, SectionPage, Trouble } from '../parts/index.ts';
import { type MessageKey, exactMoment, type Say, useMessages } from '../words/index.ts';

interface JournalProps {
  hub: Hub;
  onEnded: () => void;
}

/** What is done at the console, in words; for an act that this page does not know yet, its name. */
const ACTS: Record<string, MessageKey> = {
  open: 'journal.open',
  reply: 'journal.reply',
  'account-created': 'journal.account-created',
  'account-removed': 'journal.account-removed',
  'roles-changed': 'journal.roles-changed',
  'outside-name-changed': 'journal.outside-name-changed',
  'password-given': 'journal.password-given',
  'password-changed': 'journal.password-changed',
  'passkey-added': 'journal.passkey-added',
  'passkey-removed': 'journal.passkey-removed',
  'sessions-ended': 'journal.sessions-ended',
};

/** Who did what, to which, when; of everybody, or of one. */
export function JournalPage({ hub, onEnded }: JournalProps) {
  const { say } = useMessages();
  const [written, setWritten] = useState('');
  const [agent, setAgent] = useState('');

  function show(event: FormEvent) {
    event.preventDefault();
    setAgent(written.trim());
  }

  return (
    <SectionPage title={say('section.journal')}>
      <p className="quiet">{say('journal.intro')}</p>
      <form className="search-row" onSubmit={show}>
        <LineField label={say('journal.agent')} value={written} onChange={setWritten} />
        <Button type="submit" className="button">
          {say('journal.show')}
        </Button>
      </form>
      <Entries key={agent} hub={hub} agent={agent} onEnded={onEnded} />
    </SectionPage>
  );
}

function Entries({ hub, agent, onEnded }: JournalProps & { agent: string }) {
  const { say } = useMessages();
  const { rows, more, trouble, reload } = usePages(
    async (after) => {
      const page = await hub.journal.entries({
        ...(agent === '' ? {} : { agent }),
        ...(after === undefined ? {} : { after }),
      });
      return page.ok ? ok({ rows: page.value.entries, next: page.value.next }) : page;
    },
    { onEnded },
  );
  return (
    <>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      {rows === undefined && trouble === undefined && (
        <Waiting doing={say('journal.loading')} why={say('app.slow')} />
      )}
      {rows?.length === 0 && <p className="quiet">{say('journal.none')}</p>}
      {rows !== undefined && rows.length > 0 && <EntryTable entries={rows} />}
      {more !== undefined && (
        <div className="button-row">
          <Button className="button" onPress={more}>
            {say('journal.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function actInWords(action: string, say: Say): string {
  const words = ACTS[action];
  return words === undefined ? action : say(words);
}

function EntryTable({ entries }: { entries: readonly JournalRow[] }) {
  const { say, language } = useMessages();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('journal.at')}</th>
          <th scope="col">{say('journal.who')}</th>
          <th scope="col">{say('journal.act')}</th>
          <th scope="col">{say('journal.which')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <time dateTime={entry.at.toISOString()}>{exactMoment(entry.at, language)}</time>
            </td>
            <td>
              {entry.agent === null ? (
                <span className="quiet">{say('journal.server')}</span>
              ) : (
                <bdi>{entry.agent}</bdi>
              )}
            </td>
            <td>{actInWords(entry.action, say)}</td>
            <td>
              <bdi>{entry.subject}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
