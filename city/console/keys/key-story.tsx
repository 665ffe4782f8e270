import { type ReactNode } from 'react';
import { type Agent, type KeyRow } from '../../../shared/contract/index.ts';
import { type Hub } from '../connection/index.ts';
import { longDay, shortDay, useMessages } from '../words/index.ts';
import { KeyName } from './key-name.tsx';
import { KeyPlace, KeyStateWord } from './key-state.tsx';
import { LostKey } from './lost-key.tsx';
import { MissingKiosks } from './missing-kiosks.tsx';

interface KeyStoryProps {
  hub: Hub;
  agent: Agent;
  row: KeyRow;
  /** All of them: the next key of the same owner is one of these. */
  keys: readonly KeyRow[];
  onChanged: () => void;
  onEnded: () => void;
}

/** One key in plain words: what it opens, what comes next, and what is lost with it, said before it happens. */
export function KeyStory({ hub, agent, row, keys, onChanged, onEnded }: KeyStoryProps) {
  const { say, language } = useMessages();
  const next = row.state === 'in-use' ? keys.find((key) => isNextOf(key, row)) : undefined;
  return (
    <section className="keys-story" aria-labelledby="key-story">
      <h2 id="key-story">
        <KeyName row={row} />
      </h2>
      <p>{say(`keys.opens.${row.kind}`)}</p>
      <dl className="keys-facts">
        <Fact name={say('keys.column.state')}>
          <KeyStateWord state={row.state} />
        </Fact>
        {row.from !== undefined && (
          <Fact name={say(row.state === 'announced' ? 'keys.fact.from' : 'keys.fact.since')}>
            {longDay(row.from, language)}
          </Fact>
        )}
        {next?.from !== undefined && <Fact name={say('keys.fact.next')}>{longDay(next.from, language)}</Fact>}
        {row.retiredOn !== undefined && (
          <Fact name={say('keys.fact.retired')}>{longDay(row.retiredOn, language)}</Fact>
        )}
        <Fact name={say('keys.column.place')}>
          <KeyPlace row={row} />
        </Fact>
        {row.requests !== undefined && (
          <Fact name={say('keys.fact.requests')}>
            <Requests {...row.requests} />
          </Fact>
        )}
        <Fact name={say('keys.fact.name')}>
          <bdi className="keys-id">{row.kid}</bdi>
        </Fact>
      </dl>
      {row.state !== 'destroyed' && (
        <>
          <h3>{say('keys.loss.title')}</h3>
          <p>{say(`keys.loss.${row.kind}`)}</p>
        </>
      )}
      <h3>{say('keys.do.title')}</h3>
      <ToDo row={row} tenant={agent.tenant} hasNext={next !== undefined} />
      {row.unproved !== undefined && (
        <>
          <h3>{say('keys.kiosks.title')}</h3>
          <p>
            {row.unproved === 0
              ? say('keys.kiosks.all')
              : say('keys.kiosks.missing', {
                  count: row.unproved,
                  day: shortDay(row.destroyableFrom ?? '', language),
                })}
          </p>
          {row.unproved > 0 && <MissingKiosks hub={hub} kid={row.kid} onEnded={onEnded} />}
        </>
      )}
      {row.kind === 'service' && !row.held && row.state !== 'destroyed' && (
        <LostKey hub={hub} agent={agent} row={row} onChanged={onChanged} onEnded={onEnded} />
      )}
    </section>
  );
}

/** In French a plural of none is a singular, so that none has words of its own. */
function Requests({ all, unanswered }: NonNullable<KeyRow['requests']>) {
  const { say } = useMessages();
  if (all === 0) return say('keys.requests.none');
  const waiting =
    unanswered === 0 ? say('keys.unanswered.none') : say('keys.unanswered', { count: unanswered });
  return `${say('keys.requests', { count: all })} ${waiting}`;
}

function isNextOf(key: KeyRow, row: KeyRow): boolean {
  return key.state === 'announced' && key.kind === row.kind && key.service?.id === row.service?.id;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The next step, and the command for it: what needs the root key is done where its stick is, never here. */
function ToDo({ row, tenant, hasNext }: { row: KeyRow; tenant: string; hasNext: boolean }) {
  const { say } = useMessages();
  const owner = row.service?.id ?? 'hub';
  const isGone = row.kind !== 'root' && !row.held && row.state !== 'destroyed';
  if (row.kind === 'feed') return <p>{say(isGone ? 'keys.do.copy' : 'keys.do.feed')}</p>;
  if (row.kind === 'root') {
    return <Command words={say('keys.do.root')} command={`npm run keys -- verify ${tenant}`} />;
  }
  if (isGone && row.retiredOn !== undefined) return <GoneAndRetired row={row} tenant={tenant} />;
  if (isGone) {
    return (
      <Command words={say('keys.do.lost')} command={`npm run keys -- announce ${tenant} ${owner} --lost`} />
    );
  }
  switch (row.state) {
    case 'in-use':
      if (hasNext) return <p>{say('keys.do.wait')}</p>;
      return (
        <Command words={say('keys.do.announce')} command={`npm run keys -- announce ${tenant} ${owner}`} />
      );
    case 'replaced':
      return (
        <Command words={say('keys.do.retire')} command={`npm run keys -- retire ${tenant} ${row.kid}`} />
      );
    case 'retired':
      return (
        <Command words={say('keys.do.destroy')} command={`npm run keys -- destroy ${tenant} ${row.kid}`} />
      );
    case 'announced':
      return <p>{say('keys.do.announced')}</p>;
    case 'destroyed':
      return <p>{say(row.held ? 'keys.do.still-here' : 'keys.do.nothing')}</p>;
    case 'lost':
      return <p>{say('keys.do.tell')}</p>;
  }
}

/** It has no place in the keyset any more: what is left are the people, and then its name in the list. */
function GoneAndRetired({ row, tenant }: { row: KeyRow; tenant: string }) {
  const { say } = useMessages();
  if (row.state !== 'lost') return <p>{say('keys.do.declare')}</p>;
  if (row.requests?.unanswered !== 0) return <p>{say('keys.do.tell')}</p>;
  return <Command words={say('keys.do.close')} command={`npm run keys -- destroy ${tenant} ${row.kid}`} />;
}

function Command({ words, command }: { words: string; command: string }) {
  const { say } = useMessages();
  return (
    <>
      <p>{words}</p>
      <code className="keys-command" aria-label={say('keys.do.command')}>
        {command}
      </code>
    </>
  );
}
