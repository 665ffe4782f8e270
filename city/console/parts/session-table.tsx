import { Button } from 'react-aria-components';
import { type SessionRow } from '../../../shared/contract/index.ts';
import { agoInWords, useMessages } from '../words/index.ts';

interface SessionTableProps {
  sessions: readonly SessionRow[];
  now: Date;
  onEnd: (id: string) => void;
}

/** Where an account is signed in, the newest first; each can be closed, but for the one that asks. */
export function SessionTable({ sessions, now, onEnd }: SessionTableProps) {
  const { say, language } = useMessages();
  if (sessions.length === 0) return <p className="quiet">{say('accounts.no-session')}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('accounts.session-began')}</th>
          <th scope="col">{say('accounts.session-touched')}</th>
          <th scope="col">{say('accounts.session-by')}</th>
          <th scope="col">{say('accounts.session-end')}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ id, startedAt, actedAt, cameBy, current }) => (
          <tr key={id}>
            <td>{agoInWords(startedAt, now, language)}</td>
            <td>{agoInWords(actedAt, now, language)}</td>
            <td>{say(`came-by.${cameBy}`)}</td>
            <td>
              {current ? (
                <strong>{say('accounts.session-this')}</strong>
              ) : (
                <Button className="button button-small" onPress={() => onEnd(id)}>
                  {say('accounts.session-close')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
