import { type Agent, hasRole } from '../../../shared/contract/index.ts';
import { Notice } from '../../../renderer/ui/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { AddressForm } from './address-form.tsx';

interface DigestPageProps {
  hub: Hub;
  agent: Agent;
  onEnded: () => void;
}

/** The letter of the morning: each agent's own address, and for who gives accounts those of the others. */
export function DigestPage({ hub, agent, onEnded }: DigestPageProps) {
  const { say } = useMessages();
  return (
    <SectionPage title={say('section.digest')}>
      <p className="quiet">{say('digest.intro')}</p>
      {hasRole(agent.grants, ['agent']) && <Mine hub={hub} onEnded={onEnded} />}
      {hasRole(agent.grants, ['administrator']) && <Others hub={hub} agent={agent} onEnded={onEnded} />}
    </SectionPage>
  );
}

function Mine({ hub, onEnded }: Omit<DigestPageProps, 'agent'>) {
  const { say } = useMessages();
  const mine = useAnswer(() => hub.digest.mine(), { onEnded });
  if (mine.trouble !== undefined)
    return <Trouble words={`reason.${mine.trouble}`} onTryAgain={mine.reload} />;
  if (mine.value === undefined) return null;
  const { canSend } = mine.value;
  return (
    <section className="part" aria-labelledby="digest-mine">
      <h2 id="digest-mine">{say('digest.mine')}</h2>
      {!canSend && (
        <Notice kind="warn">
          <p>{say('digest.no-server')}</p>
        </Notice>
      )}
      <AddressForm
        key={mine.value.address}
        label={say('digest.address')}
        address={mine.value.address}
        onEnded={onEnded}
        save={(address) => hub.digest.setMine({ address })}
        onSaved={(address) => mine.change({ address, canSend })}
      />
    </section>
  );
}

function Others({ hub, agent, onEnded }: DigestPageProps) {
  const { say } = useMessages();
  const all = useAnswer(() => hub.digest.all(), { onEnded });
  const others = (all.value ?? []).filter(({ agent: name }) => name !== agent.name);
  if (all.trouble !== undefined) return <Trouble words={`reason.${all.trouble}`} onTryAgain={all.reload} />;
  if (others.length === 0) return null;
  return (
    <section className="part" aria-labelledby="digest-others">
      <h2 id="digest-others">{say('digest.others')}</h2>
      {others.map(({ agent: name, address }) => (
        <AddressForm
          key={`${name} ${address}`}
          label={say('digest.address-of', { name })}
          address={address}
          onEnded={onEnded}
          save={(changed) => hub.digest.setFor({ agent: name, address: changed })}
          onSaved={all.reload}
        />
      ))}
    </section>
  );
}
