import { useEffect, useState } from 'react';
import { BigButton, Notice } from '../ui/index.ts';
import { type CoreConnection, type Deliveries } from './connection.ts';
import { useStaffWords } from './words.ts';

const LOOK_EVERY_MILLISECONDS = 2_000;

/** Whoever was called away leaves the kiosk to its visitors. */
const UNATTENDED_MILLISECONDS = 120_000;

/** How the kiosk is, for those who open its back: what waits, what is kept and why, and what needs somebody. */
export function StaffPage({ core }: { core: CoreConnection }) {
  const { say, other, change } = useStaffWords();
  const state = useDeliveries(core);
  useClosing(core);
  return (
    <main className="staff">
      <h1>{say('title')}</h1>
      {state.at === 'asking' && <p className="lead">{say('asking')}</p>}
      {state.at === 'silent' && <Notice kind="warn">{say('silent')}</Notice>}
      {state.at === 'known' && <Known deliveries={state.deliveries} />}
      <div className="staff-ways">
        <BigButton kind="main" onPress={() => core.close()}>
          {say('close')}
        </BigButton>
        <BigButton onPress={change}>
          <span lang={other}>{say('other-language')}</span>
        </BigButton>
      </div>
    </main>
  );
}

function Known({ deliveries }: { deliveries: Deliveries }) {
  const { say } = useStaffWords();
  const { waiting, kept, attention, attachmentsWaiting, attachmentsLost, isCityBackedUp, troubles } =
    deliveries;
  const lost = attachmentsLost > 0;
  const lines = [
    say('waiting', { count: waiting }),
    say('kept', { count: kept }),
    say('attention', { count: attention }),
    ...(attachmentsWaiting > 0 ? [say('attachments-waiting', { count: attachmentsWaiting })] : []),
    ...(lost ? [say('attachments-lost', { count: attachmentsLost })] : []),
  ];
  return (
    <>
      {!isCityBackedUp && <Notice kind="warn">{say('no-backup')}</Notice>}
      {attention > 0 && <Notice kind="warn">{say('tell-city')}</Notice>}
      <ul className="staff-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {troubles.length > 0 && (
        <>
          <h2>{say('why')}</h2>
          <ul className="staff-lines">
            {troubles.map(({ state, reason, count }) => (
              <li key={`${state} ${reason}`}>
                {say(`trouble.${state}`, { count })} <code>{reason}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

type State = { at: 'asking' } | { at: 'silent' } | { at: 'known'; deliveries: Deliveries };

function useDeliveries(core: CoreConnection): State {
  const [state, setState] = useState<State>({ at: 'asking' });
  useEffect(() => {
    let current = true;
    async function look(): Promise<void> {
      const deliveries = await core.deliveries();
      if (!current) return;
      setState((before) => {
        if (deliveries !== undefined) return { at: 'known', deliveries };
        // The very first question may come before its port: that is no silence yet.
        return before.at === 'asking' && performance.now() < UNTIL_SILENT_MILLISECONDS
          ? before
          : { at: 'silent' };
      });
    }
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MILLISECONDS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [core]);
  return state;
}

const UNTIL_SILENT_MILLISECONDS = 5_000;

/** Escape closes the window, and so does nobody being there. */
function useClosing(core: CoreConnection): void {
  useEffect(() => {
    let timer = setTimeout(() => core.close(), UNATTENDED_MILLISECONDS);
    function stay(event: Event): void {
      clearTimeout(timer);
      if (event instanceof KeyboardEvent && event.key === 'Escape') core.close();
      else timer = setTimeout(() => core.close(), UNATTENDED_MILLISECONDS);
    }
    const signs = ['keydown', 'pointerdown'] as const;
    for (const sign of signs) window.addEventListener(sign, stay);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, stay);
    };
  }, [core]);
}
