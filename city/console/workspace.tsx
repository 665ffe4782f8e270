import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useState } from 'react';
import { type Agent } from '../../shared/contract/index.ts';
import { AccountsPage } from './accounts/index.ts';
import { type Hub } from './connection/index.ts';
import { type Desk } from './desk.ts';
import { DeadLettersPage } from './dead-letters/index.ts';
import { DesksPage } from './desks/index.ts';
import { focusRow, InboxPanel, nextWaiting, useFilter, useInbox, waitingCount } from './inbox/index.ts';
import { JournalPage } from './journal/index.ts';
import { KeysPage } from './keys/index.ts';
import { KiosksPage } from './kiosks/index.ts';
import { ModerationPage } from './moderation/index.ts';
import { OwnAccountPage } from './own-account/index.ts';
import { SectionPage } from './parts/index.ts';
import { PreviewPage } from './preview/index.ts';
import { PublishPage } from './publish/index.ts';
import { RequestPane } from './request/index.ts';
import { useSection } from './sections.ts';
import { AbsenceButton } from './team/index.ts';
import { TopBar } from './top-bar.tsx';
import { useMessages } from './words/index.ts';

interface WorkspaceProps {
  hub: Hub;
  agent: Agent;
  desk: Desk;
  onEnded: () => void;
  onSignOut: () => void;
}

/** The section that the agent is in, under the bar that leads to the others. */
export function Workspace(props: WorkspaceProps) {
  const { hub, agent, desk, onEnded, onSignOut } = props;
  const { say } = useMessages();
  const section = useSection(agent);
  const bar = (
    <>
      <a className="skip" href="#thing" onClick={skipToThing}>
        {say(section === 'requests' ? 'app.skip' : 'app.skip-bar')}
      </a>
      <TopBar agent={agent} section={section} unsent={desk.started.size > 0} onSignOut={onSignOut} />
    </>
  );
  if (section === 'requests') return <Requests {...props} bar={bar} />;
  return (
    <div className="workspace workspace-one">
      {bar}
      {section === 'desks' && <DesksPage hub={hub} onEnded={onEnded} />}
      {section === 'kiosks' && <KiosksPage hub={hub} agent={agent} onEnded={onEnded} />}
      {section === 'accounts' && <AccountsPage hub={hub} onEnded={onEnded} />}
      {section === 'journal' && <JournalPage hub={hub} onEnded={onEnded} />}
      {section === 'account' && <OwnAccountPage hub={hub} agent={agent} onEnded={onEnded} />}
      {section === 'keys' && <KeysPage hub={hub} agent={agent} onEnded={onEnded} />}
      {section === 'publish' && <PublishPage hub={hub} agent={agent} onEnded={onEnded} />}
      {section === 'moderation' && <ModerationPage hub={hub} onEnded={onEnded} />}
      {section === 'preview' && <PreviewPage hub={hub} onEnded={onEnded} />}
      {section === 'letters' && <DeadLettersPage hub={hub} agent={agent} onEnded={onEnded} />}
      {section === undefined && (
        <SectionPage title={say('section.none.title')}>
          <p>{say('section.none.text')}</p>
        </SectionPage>
      )}
    </div>
  );
}

/** The address's own # names the section: the focus goes where the link says, and the address stays. */
function skipToThing(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('thing')?.focus();
}

/** The list on the left, the thing on the right. */
function Requests({ hub, agent, desk, onEnded, bar }: WorkspaceProps & { bar: ReactNode }) {
  const [filter, setFilter] = useFilter();
  const inbox = useInbox(hub, filter, onEnded);
  const { rows = [], counts } = inbox.shown ?? {};
  const waiting = counts && waitingCount(counts);
  const { openId } = desk;
  const [readings, setReadings] = useState(0);
  useTitle(waiting, agent.tenantName);

  const next = openId === undefined ? undefined : nextWaiting(rows, openId);

  function backToList(event: KeyboardEvent) {
    if (event.key === 'Escape' && openId !== undefined) focusRow(openId);
  }

  return (
    <div className="workspace">
      {bar}
      <InboxPanel
        inbox={inbox}
        filter={filter}
        agentName={agent.name}
        openId={openId}
        started={desk.started}
        onOpen={desk.open}
        onFilter={setFilter}
        beside={<AbsenceButton hub={hub} onEnded={onEnded} />}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, from anything inside */}
      <main id="thing" className="thing" tabIndex={-1} onKeyDown={backToList}>
        {openId === undefined ? (
          waiting !== undefined && <NothingOpen isEmpty={waiting === 0 && Object.keys(filter).length === 0} />
        ) : (
          <RequestPane
            key={`${openId} ${readings}`}
            hub={hub}
            id={openId}
            agentName={agent.name}
            row={rows.find((row) => row.id === openId)}
            draft={desk.draftOf(openId)}
            onDraft={(draft) => desk.write(openId, draft)}
            onAnswered={(state) => {
              inbox.setState(openId, state);
              inbox.reload();
            }}
            onNext={next && (() => desk.open(next.id))}
            onOpen={desk.open}
            onChanged={inbox.reload}
            onReadAgain={() => setReadings(readings + 1)}
            onEnded={onEnded}
          />
        )}
      </main>
    </div>
  );
}

function NothingOpen({ isEmpty }: { isEmpty: boolean }) {
  const { say } = useMessages();
  const kind = isEmpty ? 'inbox.empty' : 'request.none';
  return (
    <div className="nothing-open">
      <h2>{say(`${kind}.title`)}</h2>
      <p className="quiet">{say(`${kind}.text`)}</p>
    </div>
  );
}

/** How much waits is seen from another tab. */
function useTitle(waiting: number | undefined, city: string): void {
  const { say } = useMessages();
  const title = waiting ? say('app.title-with-count', { count: waiting, city }) : say('app.title');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
