import { CircleUser, LogOut } from 'lucide-react';
import { Button, Heading } from 'react-aria-components';
import { type Agent } from '../../shared/contract/index.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { DialogButton } from './parts/index.ts';
import { OWN_ACCOUNT, type SectionId, sectionsFor } from './sections.ts';
import { useMessages } from './words/index.ts';

interface TopBarProps {
  agent: Agent;
  section: SectionId | undefined;
  /** Whether signing out would lose an answer. */
  unsent: boolean;
  onSignOut: () => void;
}

export function TopBar({ agent, section, unsent, onSignOut }: TopBarProps) {
  const { say } = useMessages();
  return (
    <header className="bar">
      <strong className="bar-city">
        <bdi>{agent.tenantName}</bdi>
      </strong>
      <Sections agent={agent} current={section} />
      <a
        className="section-link"
        href={`#${OWN_ACCOUNT}`}
        aria-label={say('own.link', { name: agent.name })}
        aria-current={section === OWN_ACCOUNT ? 'page' : undefined}
      >
        <CircleUser aria-hidden /> <bdi>{agent.name}</bdi>
      </a>
      <LanguageSwitch />
      {unsent ? (
        <AskedSignOut onSignOut={onSignOut} />
      ) : (
        <Button className="button button-plain" onPress={onSignOut}>
          <LogOut aria-hidden /> {say('app.sign-out')}
        </Button>
      )}
    </header>
  );
}

/** The parts of the console, as links that a browser can go back through; one alone needs no list. */
function Sections({ agent, current }: { agent: Agent; current: SectionId | undefined }) {
  const { say } = useMessages();
  const sections = sectionsFor(agent);
  if (sections.length < 2) return <span className="sections" />;
  return (
    <nav className="sections" aria-label={say('section.all')}>
      {(['day', 'city'] as const).map((group) => (
        <div key={group} className="section-links" data-group={group}>
          {sections
            .filter((section) => section.group === group)
            .map(({ id, name, sign: Sign }) => (
              <a
                key={id}
                className="section-link"
                href={`#${id}`}
                aria-current={id === current ? 'page' : undefined}
              >
                <Sign aria-hidden /> {say(name)}
              </a>
            ))}
        </div>
      ))}
    </nav>
  );
}

/** Signing out forgets what was begun: said before, never after. */
function AskedSignOut({ onSignOut }: { onSignOut: () => void }) {
  const { say } = useMessages();
  return (
    <DialogButton
      role="alertdialog"
      buttonClass="button-plain"
      button={
        <>
          <LogOut aria-hidden /> {say('app.sign-out')}
        </>
      }
    >
      {(close) => (
        <>
          <Heading slot="title">{say('app.leave.title')}</Heading>
          <p>{say('app.leave.text')}</p>
          <div className="button-row">
            <Button className="button button-main" onPress={close}>
              {say('app.leave.stay')}
            </Button>
            <Button className="button" onPress={onSignOut}>
              {say('app.leave.go')}
            </Button>
          </div>
        </>
      )}
    </DialogButton>
  );
}
