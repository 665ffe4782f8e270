import { Notice, Waiting } from '../../../renderer/ui/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { KioskTable } from './kiosk-table.tsx';

/** Kiosks ask every minute at most: a list that is half as old shows all that can be known. */
const RELOAD_MILLISECONDS = 30_000;

interface KiosksPageProps {
  hub: Hub;
  onEnded: () => void;
}

/** Every kiosk as it was last heard. */
export function KiosksPage({ hub, onEnded }: KiosksPageProps) {
  const { say } = useMessages();
  const fleet = useAnswer(() => hub.fleet.kiosks(), { onEnded, everyMilliseconds: RELOAD_MILLISECONDS });
  return (
    <SectionPage title={say('section.kiosks')}>
      {fleet.trouble !== undefined && <Trouble words={`reason.${fleet.trouble}`} onTryAgain={fleet.reload} />}
      {fleet.value === undefined && fleet.trouble === undefined && (
        <Waiting doing={say('kiosks.loading')} why={say('app.slow')} />
      )}
      {fleet.value?.backedUp === false && (
        <Notice kind="warn">
          <p>{say('kiosks.no-backup')}</p>
        </Notice>
      )}
      {fleet.value && <KioskTable kiosks={fleet.value.kiosks} now={fleet.value.now} />}
    </SectionPage>
  );
}
