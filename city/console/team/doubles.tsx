import { useState } from 'react';
import { Button } from 'react-aria-components';
import { z } from 'zod';
import texts from '../../../resources/locales/console/doubles.json' with { type: 'json' };
import { type InboxRow, type OpenedRequest } from '../../../shared/contract/index.ts';
import { isConcluded, localizedSchema, wordingFor } from '../../../shared/model/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Choice, Trouble } from '../parts/index.ts';
import { shortDay, useMessages } from '../words/index.ts';

/** What the receipt of a double is told, in every language of the kiosks. */
const WORDS = z.object({ joined: localizedSchema, parted: localizedSchema }).parse(texts);

interface DoublesProps {
  hub: Hub;
  request: OpenedRequest;
  onOpen: (id: string) => void;
  /** Something was joined or parted: the request is to be read again. */
  onChanged: () => void;
  onEnded: () => void;
}

type JoinTrouble = TroubleOf<Hub['team']['join']> | TroubleOf<Hub['team']['part']>;

/** What this request is the double of, its own doubles, or the way to say that it is one. */
export function Doubles({ hub, request, onOpen, onChanged, onEnded }: DoublesProps) {
  const { say, language } = useMessages();
  const [trouble, setTrouble] = useState<JoinTrouble | undefined>();
  const { id, joinedTo, doubles = [] } = request;

  async function run(act: () => ReturnType<Hub['team']['join'] | Hub['team']['part']>) {
    setTrouble(undefined);
    const answer = await act();
    if (answer.ok) return onChanged();
    if (answer.reason === 'not-signed-in') return onEnded();
    setTrouble(answer.reason);
  }

  const part = (double: string) => void run(() => hub.team.part({ id: double, words: WORDS.parted }));
  const canJoin = joinedTo === undefined && doubles.length === 0 && !isConcluded(request.state);
  return (
    <div className="doubles">
      {joinedTo !== undefined && (
        <p className="doubles-line">
          {say('doubles.joined-to')}
          <Button className="button button-small" onPress={() => onOpen(joinedTo)}>
            {say('doubles.open-main', { number: numberOf(joinedTo) })}
          </Button>
          <Button className="button button-small" onPress={() => part(id)}>
            {say('doubles.part')}
          </Button>
        </p>
      )}
      {doubles.map((double) => (
        <p key={double.id} className="doubles-line">
          {say('doubles.one', {
            number: numberOf(double.id),
            date: shortDay(double.receivedOn, language),
          })}
          <Button className="button button-small" onPress={() => onOpen(double.id)}>
            {say('doubles.open')}
          </Button>
          {!double.answered && (
            <Button className="button button-small" onPress={() => part(double.id)}>
              {say('doubles.part')}
            </Button>
          )}
        </p>
      ))}
      {canJoin && (
        <Join
          hub={hub}
          id={id}
          onJoin={(into) => void run(() => hub.team.join({ id, into, words: WORDS.joined }))}
        />
      )}
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
    </div>
  );
}

/** Offers what the agent has lately read: one knows a double by having read both. */
function Join({ hub, id, onJoin }: { hub: Hub; id: string; onJoin: (into: string) => void }) {
  const { say, language } = useMessages();
  const [candidates, setCandidates] = useState<InboxRow[] | undefined>();
  const [chosen, setChosen] = useState('');

  async function look(isOpen: boolean) {
    if (!isOpen) return;
    const answer = await hub.team.candidates({ id });
    setCandidates(answer.ok ? answer.value : []);
  }

  return (
    <details className="doubles-join" onToggle={(event) => void look(event.currentTarget.open)}>
      <summary>{say('doubles.is-double')}</summary>
      {candidates?.length === 0 && <p className="quiet">{say('doubles.none')}</p>}
      {candidates !== undefined && candidates.length > 0 && (
        <>
          <p className="quiet small">{say('doubles.why')}</p>
          <div className="doubles-line">
            <Choice
              label={say('doubles.of')}
              value={chosen}
              options={[
                { value: '', label: say('doubles.choose') },
                ...candidates.map((row) => ({ value: row.id, label: labelOf(row) })),
              ]}
              onChange={setChosen}
            />
            {chosen !== '' && (
              <Button className="button button-small" onPress={() => onJoin(chosen)}>
                {say('doubles.join')}
              </Button>
            )}
          </div>
        </>
      )}
    </details>
  );

  function labelOf(row: InboxRow): string {
    const choices = row.choices.map(({ answer }) => wordingFor(answer, language).text);
    return [
      say('request.number', { number: numberOf(row.id) }),
      shortDay(row.receivedOn, language),
      row.site,
      ...choices,
    ].join(' · ');
  }
}

/** What two agents can call a request on the telephone. */
export function numberOf(id: string): string {
  return id.slice(0, 8);
}
