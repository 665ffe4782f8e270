import { type ReactNode } from 'react';
import { type KioskDetail } from '../../../shared/contract/index.ts';
import { agoInWords, gigabytes, momentInWords, useMessages } from '../words/index.ts';
import { ClockState } from './alarms.tsx';
import { ContentState, QueueState } from './states.tsx';

/** What a kiosk said of itself, line by line. */
export function Facts({ kiosk }: { kiosk: KioskDetail }) {
  const { say, language } = useMessages();
  const { health, now, lastFailure } = kiosk;
  const moment = (at: Date) => momentInWords(at, now, language);
  return (
    <>
      <dl className="facts">
        <Fact name={say('kiosks.seen')}>
          {kiosk.seenAt === null ? say('kiosks.never') : moment(kiosk.seenAt)}
        </Fact>
        <Fact name={say('kiosks.content')}>
          <ContentState health={health} />
          {health?.provedAt && (
            <span className="quiet">
              {' '}
              {say('kiosks.proved', { ago: agoInWords(health.provedAt, now, language) })}
            </span>
          )}
        </Fact>
        <Fact name={say('kiosks.queue')}>
          <QueueState health={health} />
        </Fact>
        {health && (
          <>
            <Fact name={say('kiosks.kept')}>{health.kept}</Fact>
            <Fact name={say('kiosks.free')}>{gigabytes(health.freeBytes, language)}</Fact>
            <Fact name={say('kiosks.printer')}>
              {say(
                `kiosks.printer.${health.printerWorks === null ? 'unknown' : health.printerWorks ? 'works' : 'fails'}`,
              )}
            </Fact>
          </>
        )}
        <Fact name={say('kiosks.clock')}>
          <ClockState ahead={kiosk.clockAheadMilliseconds} />
        </Fact>
        {health && (
          <Fact name={say('kiosks.version')}>
            {health.version} <span className="quiet">{health.runtime}</span>
          </Fact>
        )}
        {lastFailure && (
          <Fact name={say('kiosks.failure')}>
            {moment(lastFailure.at)}{' '}
            <code>
              {lastFailure.event} {lastFailure.reason}
            </code>
          </Fact>
        )}
        <Fact name={say('kiosks.enrolled')}>
          {moment(kiosk.enrolledAt)}
          {kiosk.enrolledBy !== null && <bdi className="quiet"> {kiosk.enrolledBy}</bdi>}
        </Fact>
        {kiosk.revokedAt && (
          <Fact name={say('kiosks.revoked')}>
            {moment(kiosk.revokedAt)}
            {kiosk.revokedBy !== null && <bdi className="quiet"> {kiosk.revokedBy}</bdi>}
          </Fact>
        )}
        <Fact name={say('kiosks.number')}>
          <code>{kiosk.id}</code>
        </Fact>
      </dl>
      {kiosk.followed.length > 0 && <Followed kiosk={kiosk} />}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The proof for each city that the kiosk shows: for who compares it with the hub. */
function Followed({ kiosk: { followed, now } }: { kiosk: KioskDetail }) {
  const { say, language } = useMessages();
  return (
    <details className="part">
      <summary>{say('kiosks.followed')}</summary>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('kiosks.followed.city')}</th>
            <th scope="col">{say('kiosks.followed.records')}</th>
            <th scope="col">{say('kiosks.followed.head')}</th>
            <th scope="col">{say('kiosks.followed.proved')}</th>
          </tr>
        </thead>
        <tbody>
          {followed.map(({ tenant, count, head, sum, provedAt }) => (
            <tr key={tenant}>
              <th scope="row">{tenant}</th>
              <td title={sum}>{count}</td>
              <td>{head}</td>
              <td>
                {provedAt === null ? say('kiosks.content.unproved') : agoInWords(provedAt, now, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
