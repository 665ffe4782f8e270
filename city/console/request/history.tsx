import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { StateWord } from '../parts/index.ts';
import { shortDay, Text, useMessages } from '../words/index.ts';

type SentAnswer = OpenedRequest['answers'][number];

/** The answers so far: state, day, agent, and what was said where a copy is kept for the service. */
export function History({ answers }: { answers: OpenedRequest['answers'] }) {
  const { say, language } = useMessages();
  const someUnsaid = answers.some(({ agent, reason }) => agent !== undefined && reason === undefined);
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
                <WhatWasSaid answer={answer} />
              </li>
            ))}
          </ol>
          {someUnsaid && <p className="quiet small">{say('request.history.note')}</p>}
        </>
      )}
    </section>
  );
}

function WhatWasSaid({ answer: { reason, commission } }: { answer: SentAnswer }) {
  const { language } = useMessages();
  if (reason === undefined) return null;
  return (
    <p className="history-said">
      {commission !== undefined && (
        <>
          <Text of={commission.name} />, {shortDay(commission.date, language)}
          <br />
        </>
      )}
      <Text of={reason} />
    </p>
  );
}
