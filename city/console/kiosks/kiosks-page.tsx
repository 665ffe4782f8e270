import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice, Waiting } from '../../../renderer/ui/index.ts';
import { type Agent, hasRole, type KioskCursor } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { EnrolPanel } from './enrol-panel.tsx';
import { type Filter, FilterRow } from './filter-row.tsx';
import { KioskPanel } from './kiosk-panel.tsx';
import { KioskTable } from './kiosk-table.tsx';

/** Kiosks say how they are every twelve minutes, and at once what they were asked to. */
const RELOAD_MILLISECONDS = 15_000;

interface KiosksPageProps {
  hub: Hub;
  agent: Agent;
  onEnded: () => void;
}

/** What is open beside the list: a kiosk, or the way to a new one. */
type Beside = { kiosk: string } | 'new' | undefined;

/** Every kiosk as it was last heard, the worst first. */
export function KiosksPage({ hub, agent, onEnded }: KiosksPageProps) {
  const { say } = useMessages();
  const [filter, setFilter] = useState<Filter>({ search: '', alarm: undefined });
  const [after, setAfter] = useState<KioskCursor | undefined>();
  const [beside, setBeside] = useState<Beside>();
  const opener = useRef<Element | null>(null);
  const manages = hasRole(agent.grants, ['administrator']);
  const often = { onEnded, everyMilliseconds: RELOAD_MILLISECONDS };
  const fleet = useAnswer(() => hub.fleet.kiosks({ ...filter, after }), often);
  const { reload } = fleet;
  useEffect(reload, [reload, filter, after]);

  /** What was touched to open it gets the focus back. */
  function show(opened: Beside) {
    opener.current = document.activeElement;
    setBeside(opened);
  }

  function close() {
    setBeside(undefined);
    if (opener.current instanceof HTMLElement) opener.current.focus();
  }

  function narrow(change: Partial<Filter>) {
    setFilter((filter) => ({ ...filter, ...change }));
    setAfter(undefined);
  }

  return (
    <SectionPage title={say('section.kiosks')}>
      {fleet.trouble !== undefined && <Trouble words={`reason.${fleet.trouble}`} onTryAgain={reload} />}
      {fleet.value?.backedUp === false && (
        <Notice kind="warn">
          <p>{say('kiosks.no-backup')}</p>
        </Notice>
      )}
      <div className={beside === undefined ? 'fleet' : 'fleet fleet-beside'}>
        <div className="fleet-list">
          <div className="fleet-tools">
            <FilterRow filter={filter} counts={fleet.value?.counts} onFilter={narrow} />
            {manages && (
              <Button className="button button-main" onPress={() => show('new')}>
                <Plus aria-hidden /> {say('kiosks.new')}
              </Button>
            )}
          </div>
          {fleet.value === undefined && fleet.trouble === undefined && (
            <Waiting doing={say('kiosks.loading')} why={say('app.slow')} />
          )}
          {fleet.value && (
            <KioskTable
              kiosks={fleet.value.kiosks}
              now={fleet.value.now}
              isNarrowed={filter.search !== '' || filter.alarm !== undefined}
              openId={typeof beside === 'object' ? beside.kiosk : undefined}
              onOpen={(kiosk) => show({ kiosk })}
            />
          )}
          <Pages
            first={after === undefined}
            next={fleet.value?.next ?? undefined}
            onTurn={(cursor) => setAfter(cursor)}
          />
        </div>
        {beside === 'new' && <EnrolPanel hub={hub} onEnded={onEnded} onArrived={reload} onClose={close} />}
        {typeof beside === 'object' && (
          <KioskPanel
            key={beside.kiosk}
            hub={hub}
            id={beside.kiosk}
            manages={manages}
            onChanged={reload}
            onClose={close}
            onEnded={onEnded}
          />
        )}
      </div>
    </SectionPage>
  );
}

interface PagesProps {
  first: boolean;
  next: KioskCursor | undefined;
  onTurn: (after: KioskCursor | undefined) => void;
}

function Pages({ first, next, onTurn }: PagesProps) {
  const { say } = useMessages();
  if (first && next === undefined) return null;
  return (
    <div className="button-row">
      {!first && (
        <Button className="button" onPress={() => onTurn(undefined)}>
          {say('kiosks.page-first')}
        </Button>
      )}
      {next !== undefined && (
        <Button className="button" onPress={() => onTurn(next)}>
          {say('kiosks.page-next')}
        </Button>
      )}
    </div>
  );
}
