import { Waiting } from '../../../renderer/ui/index.ts';
import { type KioskDetail } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { Alarms } from './alarms.tsx';
import { Commands } from './commands.tsx';
import { Facts } from './facts.tsx';
import { Revoke } from './revoke.tsx';
import { SidePanel } from './side-panel.tsx';

/** After a command its end is waited for. */
const RELOAD_MILLISECONDS = 5_000;

interface KioskPanelProps {
  hub: Hub;
  id: string;
  /** Whether this agent may do more than look. */
  manages: boolean;
  onChanged: () => void;
  onClose: () => void;
  onEnded: () => void;
}

/** All that is known of one kiosk, and what can be done with it. */
export function KioskPanel({ hub, id, manages, onChanged, onClose, onEnded }: KioskPanelProps) {
  const { say } = useMessages();
  const { value, trouble, reload } = useAnswer(() => hub.fleet.kiosk({ id }), {
    onEnded,
    everyMilliseconds: RELOAD_MILLISECONDS,
  });
  const changed = () => {
    reload();
    onChanged();
  };
  const title = value === undefined ? say('kiosks.opening') : <bdi>{value.siteName}</bdi>;
  return (
    <SidePanel title={title} onClose={onClose}>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      {value === undefined && trouble === undefined && (
        <Waiting doing={say('kiosks.opening')} why={say('app.slow')} />
      )}
      {value && (
        <>
          <Look kiosk={value} />
          <Facts kiosk={value} />
          <Commands kiosk={value} hub={hub} manages={manages} onChanged={changed} onEnded={onEnded} />
          {manages && !value.revoked && (
            <Revoke kiosk={value} hub={hub} onChanged={changed} onEnded={onEnded} />
          )}
        </>
      )}
    </SidePanel>
  );
}

/** The alarms, and under each what to do about it. */
function Look({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useMessages();
  return (
    <div className="part">
      <Alarms kiosk={kiosk} />
      {kiosk.alarms.map((alarm) => (
        <p key={alarm}>{say(`kiosks.advice.${alarm}`)}</p>
      ))}
    </div>
  );
}
