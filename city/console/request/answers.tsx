import { type OpenedRequest } from '../../../shared/contract/index.ts';
import { type Localized } from '../../../shared/model/index.ts';
import { languageName, originalText, Text, useMessages } from '../words/index.ts';
import { askedOf } from './asked.ts';

/** What the visitor answered, question by question. Their words are shown as they stand, as text and nothing else. */
export function Answers({ request }: { request: OpenedRequest }) {
  const { say, language } = useMessages();
  const asked = askedOf(request);
  const written = languageName(request.words.language, language, say);
  return (
    <section className="answers" aria-labelledby="answers-title">
      <h3 id="answers-title">{say('request.words')}</h3>
      <p className="quiet">{say('request.written-in', { language: written })}</p>
      <dl>
        {request.choices.map((choice) => (
          <Pair key={originalText(choice.question)} question={choice.question}>
            <Words of={choice.answer} />
          </Pair>
        ))}
        {asked.map((answer) => (
          <Pair key={`${answer.kind} ${answer.id}`} question={answer.question}>
            {answer.kind === 'text' ? <WrittenText text={answer.text} /> : <Words of={answer.answer} />}
          </Pair>
        ))}
      </dl>
      {asked.length === 0 && <p className="quiet">{say('request.no-words')}</p>}
    </section>
  );
}

function Pair({ question, children }: { question: Localized | string; children: React.ReactNode }) {
  return (
    <div className="answers-pair">
      <dt>
        <Words of={question} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Each line finds its own direction (`unicode-bidi: plaintext`): people mix scripts. */
function WrittenText({ text }: { text: string }) {
  return (
    <p className="written" dir="auto">
      {text}
    </p>
  );
}

function Words({ of }: { of: Localized | string }) {
  return typeof of === 'string' ? <bdi>{of}</bdi> : <Text of={of} />;
}
