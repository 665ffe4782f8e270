import { type KioskHealth } from '../../../shared/contract/index.ts';
import { useMessages } from '../words/index.ts';

type Health = KioskHealth | null;

/** Whether what a kiosk shows is what the city published, as it last proved it. */
export function ContentState({ health }: { health: Health }) {
  const { say } = useMessages();
  if (health === null) return <span className="quiet">{say('kiosks.content.untold')}</span>;
  if (health.sumsAgree === false)
    return <strong className="state state-refused">{say('kiosks.content.differs')}</strong>;
  if (health.provedAt === null || health.behind === null)
    return <span className="quiet">{say('kiosks.content.unproved')}</span>;
  if (health.behind > 0) return say('kiosks.content.behind', { count: health.behind });
  return say('kiosks.content.current');
}

/** What a kiosk has not sent yet, and since when. */
export function QueueState({ health }: { health: Health }) {
  const { say } = useMessages();
  if (health === null) return <span className="quiet">{say('kiosks.content.untold')}</span>;
  const { waiting, attention, oldestWaitingDays } = health;
  return (
    <>
      {waiting === 0 ? say('kiosks.queue.empty') : say('kiosks.queue.waiting', { count: waiting })}
      {waiting > 0 && oldestWaitingDays !== null && oldestWaitingDays > 0 && (
        <span className="quiet"> {say('kiosks.queue.oldest', { count: oldestWaitingDays })}</span>
      )}
      {attention > 0 && (
        <>
          <br />
          <strong>{say('kiosks.queue.attention', { count: attention })}</strong>
        </>
      )}
    </>
  );
}
