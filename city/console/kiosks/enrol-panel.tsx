import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type SiteChoice, siteIdOf } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf, useAnswer } from '../connection/index.ts';
import { Choice, LineField, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { Arrival } from './arrival.tsx';
import { SidePanel } from './side-panel.tsx';

interface EnrolPanelProps {
  hub: Hub;
  onEnded: () => void;
  onArrived: () => void;
  onClose: () => void;
}

interface Given {
  site: SiteChoice;
  code: string;
  expiresAt: Date;
}

/** A new kiosk: where it stands, its code, and what to do at the kiosk until it is here. */
export function EnrolPanel({ hub, onEnded, onArrived, onClose }: EnrolPanelProps) {
  const { say } = useMessages();
  const [given, setGiven] = useState<Given | undefined>();
  return (
    <SidePanel title={say('kiosks.new')} onClose={onClose}>
      {given === undefined ? (
        <WhichSite hub={hub} onEnded={onEnded} onGiven={setGiven} />
      ) : (
        <Arrival hub={hub} {...given} onEnded={onEnded} onArrived={onArrived} />
      )}
    </SidePanel>
  );
}

const OTHER = '…';

interface WhichSiteProps {
  hub: Hub;
  onEnded: () => void;
  onGiven: (given: Given) => void;
}

function WhichSite({ hub, onEnded, onGiven }: WhichSiteProps) {
  const { say } = useMessages();
  const sites = useAnswer(() => hub.fleet.sites(), { onEnded });
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const [trouble, setTrouble] = useState<TroubleOf<Hub['fleet']['newCode']> | undefined>();
  const known = sites.value ?? [];
  const isNew = known.length === 0 || chosen === OTHER;

  function siteAsked(): SiteChoice | undefined {
    if (!isNew) return known.find(({ id }) => id === chosen);
    const id = siteIdOf(name);
    return id === '' ? undefined : { id, name: name.trim() };
  }

  async function give() {
    const site = siteAsked();
    if (site === undefined) return setProblem(say('kiosks.new.site-missing'));
    const made = await hub.fleet.newCode(site);
    if (made.ok) return onGiven({ site, ...made.value });
    return made.reason === 'not-signed-in' ? onEnded() : setTrouble(made.reason);
  }

  return (
    <form
      className="part"
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      {sites.trouble !== undefined && <Trouble words={`reason.${sites.trouble}`} onTryAgain={sites.reload} />}
      {known.length > 0 && (
        <Choice
          label={say('kiosks.new.site')}
          value={chosen}
          problem={isNew ? undefined : problem}
          onChange={(value) => {
            setChosen(value);
            setProblem(undefined);
          }}
          options={[
            { value: '', label: say('kiosks.new.choose') },
            ...known.map((site) => ({ value: site.id, label: site.name })),
            { value: OTHER, label: say('kiosks.new.other') },
          ]}
        />
      )}
      {isNew && (
        <LineField
          label={say('kiosks.new.name')}
          help={say('kiosks.new.name-help')}
          value={name}
          problem={problem}
          onChange={(value) => {
            setName(value);
            setProblem(undefined);
          }}
          takesFocus={chosen === OTHER}
        />
      )}
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <div className="button-row">
        <Button className="button button-main" type="submit">
          {say('kiosks.new.give')}
        </Button>
      </div>
    </form>
  );
}
