import { RefreshCw, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type CommandRow, type KioskDetail } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { momentInWords, useMessages } from '../words/index.ts';

interface CommandsProps {
  kiosk: KioskDetail;
  hub: Hub;
  manages: boolean;
  onChanged: () => void;
  onEnded: () => void;
}

/** What may be asked of a kiosk from here, and what became of what was asked. */
export function Commands({ kiosk, hub, manages, onChanged, onEnded }: CommandsProps) {
  const { say } = useMessages();
  const [trouble, setTrouble] = useState<TroubleOf<Hub['fleet']['command']> | undefined>();
  const { id, commands, now } = kiosk;

  async function ask(kind: CommandRow['kind']) {
    const asked = await hub.fleet.command({ id, kind });
    if (!asked.ok && asked.reason === 'not-signed-in') return onEnded();
    setTrouble(asked.ok || asked.reason === 'not-signed-in' ? undefined : asked.reason);
    return onChanged();
  }

  const isOpen = (kind: CommandRow['kind']) =>
    commands.some((each) => each.kind === kind && each.outcome === null && each.expiresAt > now);
  if (!manages && commands.length === 0) return null;
  return (
    <section className="part" aria-labelledby="kiosk-commands">
      <h3 id="kiosk-commands">{say('kiosks.commands')}</h3>
      {manages && !kiosk.revoked && (
        <>
          <div className="button-row">
            <Button className="button" isDisabled={isOpen('sync-now')} onPress={() => void ask('sync-now')}>
              <RefreshCw aria-hidden /> {say('kiosks.command.sync-now')}
            </Button>
            <Button className="button" isDisabled={isOpen('restart')} onPress={() => void ask('restart')}>
              <RotateCcw aria-hidden /> {say('kiosks.command.restart')}
            </Button>
          </div>
          <p className="quiet small">{say('kiosks.command.help')}</p>
        </>
      )}
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <ul className="commands" aria-live="polite">
        {commands.map((command) => (
          <li key={command.id}>
            <Command command={command} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Command({ command, now }: { command: CommandRow; now: Date }) {
  const { say, language } = useMessages();
  const { kind, agent, issuedAt, expiresAt, outcome, endedAt } = command;
  const moment = (at: Date) => momentInWords(at, now, language);
  const state = outcome ?? (expiresAt > now ? 'open' : 'expired');
  const time = moment(state === 'open' ? expiresAt : (endedAt ?? expiresAt));
  return (
    <>
      <strong>{say(`kiosks.command.${kind}`)}</strong> {say(`kiosks.outcome.${state}`, { time })}{' '}
      <span className="quiet">
        {say('kiosks.command.asked', { time: moment(issuedAt) })} <bdi>{agent}</bdi>
      </span>
    </>
  );
}
