import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { StateWord } from '../parts/index.ts';
import { shortDay, useMessages } from '../words/index.ts';

/** The answers so far: state, day and agent. Their texts are sealed to the visitor's code. */
export function History({ answers }: { answers: OpenedRequest['answers'] }) {
  const { say, language } = useMessages();
  return (
    <section className="history" aria-labelledby="history-title">
      <h3 id="history-title">{say('request.history')}</h3>
      {answers.length === 0 ? (
        <p className="quiet">{say('request.history.none')}</p>
      ) : (
        <>
          <ol>
            {answers.map((answer) => (
              <li key={answer.turn}>
                <StateWord state={answer.state} />
                <span>{shortDay(answer.answeredOn, language)}</span>
                <bdi className="quiet">{answer.agent ?? say('request.history.automatic')}</bdi>
                {answer.onBehalfOf !== undefined && (
                  <span className="quiet">{say('request.history.for', { name: answer.onBehalfOf })}</span>
                )}
              </li>
            ))}
          </ol>
          <p className="quiet small">{say('request.history.note')}</p>
        </>
      )}
    </section>
  );
}
