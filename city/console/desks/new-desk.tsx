import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Hub } from '../connection/index.ts';
import { Choice, Trouble } from '../parts/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

interface NewDeskProps {
  hub: Hub;
  sites: readonly { id: string; name: string }[];
  onEnded: () => void;
}

/** A code to be typed once in the browser of a reception. */
export function NewDesk({ hub, sites, onEnded }: NewDeskProps) {
  const { say } = useMessages();
  const [site, setSite] = useState(sites[0]?.id ?? '');
  const [code, setCode] = useState<string>();
  const [trouble, setTrouble] = useState<MessageKey>();

  async function create(event: FormEvent) {
    event.preventDefault();
    setCode(undefined);
    const made = await hub.desks.createCode({ site });
    if (!made.ok && made.reason === 'not-signed-in') return onEnded();
    setTrouble(made.ok ? undefined : `reason.${made.reason as Exclude<typeof made.reason, 'not-signed-in'>}`);
    if (made.ok) setCode(made.value.code);
  }

  return (
    <section className="part" aria-labelledby="new-desk">
      <h2 id="new-desk">{say('desks.new')}</h2>
      {sites.length === 0 ? (
        <p className="quiet">{say('desks.no-site')}</p>
      ) : (
        <form className="desk-form" onSubmit={(event) => void create(event)}>
          <Choice
            label={say('desks.site')}
            value={site}
            onChange={setSite}
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button type="submit" className="button button-main">
            {say('desks.create')}
          </Button>
        </form>
      )}
      {trouble !== undefined && <Trouble words={trouble} urgent />}
      <div aria-live="polite">
        {code !== undefined && (
          <div className="desk-code">
            <p>{say('desks.code', { address: `${location.host}/desk` })}</p>
            <p className="desk-code-signs">
              <code>{code}</code>
            </p>
            <p className="quiet">{say('desks.code-once')}</p>
          </div>
        )}
      </div>
    </section>
  );
}
