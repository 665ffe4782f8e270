import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type PublishedKey, type RecordVersion } from '../../../shared/contract/index.ts';
import { type Hub } from '../connection/index.ts';
import { useMessages } from '../words/index.ts';
import { type OpenRecord } from './use-record.ts';

interface HistoryProps {
  hub: Hub;
  place: PublishedKey;
  history: readonly RecordVersion[];
  open: OpenRecord;
}

/** Who published what and when; any earlier version can be looked at and published again. */
export function History({ hub, place, history, open }: HistoryProps) {
  const { say } = useMessages();
  const [shown, setShown] = useState<{ number: number; body: string } | undefined>();

  async function show(number: number) {
    if (shown?.number === number) return setShown(undefined);
    const answer = await hub.publish.earlier({ ...place, number });
    if (answer.ok && answer.value.body !== null) setShown({ number, body: answer.value.body });
  }

  return (
    <section className="part" aria-labelledby="publish-history">
      <h3 id="publish-history">{say('publish.history')}</h3>
      <ol className="publish-history">
        {history.map((version, at) => (
          <li key={version.number}>
            <Version version={version} />
            {!version.isWithdrawal && (
              <div className="button-row">
                <Button
                  className="button button-plain button-small"
                  aria-expanded={shown?.number === version.number}
                  onPress={() => void show(version.number)}
                >
                  {say('publish.history.show')}
                </Button>
                {at > 0 && (
                  <Button
                    className="button button-plain button-small"
                    isDisabled={open.busy}
                    onPress={() => void open.undo(version.number)}
                  >
                    {say('publish.history.back')}
                  </Button>
                )}
              </div>
            )}
            {shown?.number === version.number && (
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard
              <pre className="publish-earlier" tabIndex={0} dir="auto">
                {shown.body}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Version({ version: { agent, at, isWithdrawal, broughtBy } }: { version: RecordVersion }) {
  const { say, language } = useMessages();
  const when =
    at &&
    new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(at);
  return (
    <p className="small">
      <strong>{say(isWithdrawal ? 'publish.history.withdrawn' : 'publish.history.published')}</strong>{' '}
      {agent === null ? say('publish.history.files') : <bdi>{agent}</bdi>}
      {at && (
        <>
          {' · '}
          <time dateTime={at.toISOString()}>{when}</time>
        </>
      )}
      {broughtBy !== null && ` · ${say('publish.history.brought', { agent: broughtBy })}`}
    </p>
  );
}
