import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type DeadLetterRow, LONGEST_NOTE } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { LineField, Trouble } from '../parts/index.ts';
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

type MarkTrouble = TroubleOf<Hub['markDeadLetter']>;

interface DeadLetterTableProps {
  letters: readonly DeadLetterRow[];
  /** Marks one as seen; absent for those who may only look. Answers why it was not done. */
  onMark: ((letter: DeadLetterRow, note: string) => Promise<MarkTrouble | undefined>) | undefined;
}

export function DeadLetterTable({ letters, onMark }: DeadLetterTableProps) {
  const { say, language } = useMessages();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('dead.received')}</th>
          <th scope="col">{say('dead.why')}</th>
          <th scope="col">{say('dead.header')}</th>
          <th scope="col">{say('dead.seen')}</th>
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => (
          <tr key={`${letter.name} ${letter.reason}`}>
            <td>{shortDay(letter.receivedOn, language)}</td>
            <td>{say(WHY[letter.reason] ?? 'dead.other')}</td>
            <td>
              <ClearHeader letter={letter} />
            </td>
            <td>
              {letter.seen && (
                <p>
                  {say('dead.seen-by', { name: letter.seen.by, date: shortDay(letter.seen.on, language) })}
                  {letter.seen.note !== '' && (
                    <>
                      <br />
                      <bdi>{letter.seen.note}</bdi>
                    </>
                  )}
                </p>
              )}
              {onMark && <Mark letter={letter} onMark={onMark} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands on the outside of the letter, which may be made up. */
function ClearHeader({ letter }: { letter: DeadLetterRow }) {
  const { say } = useMessages();
  const { service, id, form, formVersion, hubKey, serviceKey, bytes } = letter;
  const facts: [MessageKey, string | undefined][] = [
    ['dead.header.id', id],
    ['dead.header.form', form === undefined ? undefined : `${form} (${formVersion ?? '?'})`],
    ['dead.header.hub-key', hubKey],
    ['dead.header.service-key', serviceKey],
    ['dead.header.bytes', String(bytes)],
  ];
  return (
    <details className="dead-header">
      <summary>{service === undefined ? say('dead.service-unknown') : <bdi>{service}</bdi>}</summary>
      <dl>
        {facts.map(([name, value]) =>
          value === undefined ? undefined : (
            <div key={name}>
              <dt>{say(name)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  );
}

function Mark({
  letter,
  onMark,
}: { letter: DeadLetterRow } & Required<Pick<DeadLetterTableProps, 'onMark'>>) {
  const { say } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState(letter.seen?.note ?? '');
  const [trouble, setTrouble] = useState<MarkTrouble | undefined>();
  const tooLong = note.length > LONGEST_NOTE;

  async function mark(event: FormEvent) {
    event.preventDefault();
    if (tooLong) return;
    const failed = await onMark?.(letter, note.trim());
    setTrouble(failed);
    setOpen(failed !== undefined);
  }

  if (!isOpen) {
    return (
      <Button className="button button-small" onPress={() => setOpen(true)}>
        {say(letter.seen === undefined ? 'dead.mark' : 'dead.mark-again')}
      </Button>
    );
  }
  return (
    <form className="dead-mark" onSubmit={(event) => void mark(event)} noValidate>
      <LineField
        label={say('dead.note')}
        value={note}
        help={say('dead.note.help', { most: LONGEST_NOTE })}
        problem={tooLong ? say('dead.note.too-long', { most: LONGEST_NOTE }) : undefined}
        takesFocus
        onChange={setNote}
      />
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <Button type="submit" className="button button-small">
        {say('dead.mark-now')}
      </Button>
    </form>
  );
}
