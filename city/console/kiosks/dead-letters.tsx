import { type DeadLetterRow } from '../../../shared/contract/index.ts';
import { type MessageKey, shortDay, useMessages } from '../words/index.ts';

/** Why a sealed letter was not taken, in words; for one that this page does not know yet, in general. */
const WHY: Record<string, MessageKey> = {
  'unreadable-line': 'dead.unreadable',
  'unreadable-item': 'dead.unreadable',
  'bad-header': 'dead.unreadable',
  'bad-signature': 'dead.signature',
  'unknown-device': 'dead.device',
  'revoked-device': 'dead.device',
  'unknown-service': 'dead.service',
  'unfit-choices': 'dead.form',
  conflict: 'dead.conflict',
  'receipt-in-use': 'dead.conflict',
};

/** What came to the city's door and could not be taken: kept whole, opened by nobody, for people to find out why. */
export function DeadLetters({ letters }: { letters: readonly DeadLetterRow[] }) {
  const { say, language } = useMessages();
  return (
    <section className="part" aria-labelledby="dead-letters">
      <h2 id="dead-letters">{say('dead.title')}</h2>
      {letters.length === 0 ? (
        <p className="quiet">{say('dead.none')}</p>
      ) : (
        <>
          <p className="quiet">{say('dead.intro')}</p>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('dead.received')}</th>
                <th scope="col">{say('dead.why')}</th>
                <th scope="col">{say('dead.service-name')}</th>
              </tr>
            </thead>
            <tbody>
              {letters.map((letter) => (
                <tr key={`${letter.name} ${letter.reason}`}>
                  <td>{shortDay(letter.receivedOn, language)}</td>
                  <td>{say(WHY[letter.reason] ?? 'dead.other')}</td>
                  <td>
                    {letter.service === undefined ? (
                      <span className="quiet">{say('dead.service-unknown')}</span>
                    ) : (
                      <bdi>{letter.service}</bdi>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
