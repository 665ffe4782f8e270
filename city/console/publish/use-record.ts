import { useEffect, useMemo, useState } from 'react';
import { type EditedRecord, type PublishedKey, type Seen } from '../../../shared/contract/index.ts';
import { parseJson } from '../../../shared/json/index.ts';
import { isObject, type Problem, textOf } from '../../../shared/publishing/index.ts';
import { type TroubleOf, type Hub } from '../connection/index.ts';
import { type RecordPaneProps } from './pane-props.ts';
import { keepUnsaved, unsavedOf } from './unsaved.ts';
import { type Step, slugOf, withValue } from './value.ts';

const AFTER_TYPING_MILLISECONDS = 600;

type Calls = Hub['publish'];
export type PublishTrouble = TroubleOf<
  Calls['save'] | Calls['publish'] | Calls['withdraw'] | Calls['undo'] | Calls['schedule'] | Calls['discard']
>;

/** What an act of the editor answered. */
type Answer =
  | { ok: true; value: { done: true } | { done: false; problems: Problem[] } }
  | { ok: false; reason: PublishTrouble | 'not-signed-in' };

/** A record while it is written: its text, what is amiss with it, and what can be done to it. */
export function useRecord(props: RecordPaneProps & { record: EditedRecord; onReload: () => void }) {
  const { hub, agent, collection, place, isNew, record, onSaved, onGone, onReload, onEnded } = props;
  const opened = parseJson(record.draft?.body ?? record.published?.body ?? '{}') ?? {};
  const [value, setValue] = useState<unknown>(() => unsavedOf(agent, place) ?? opened);
  const [given, setGiven] = useState<{ id: string | undefined; scope: string }>({
    id: undefined,
    scope: place.scope,
  });
  const [checked, setChecked] = useState({ problems: record.problems, tried: !isNew });
  const [trouble, setTrouble] = useState<PublishTrouble | undefined>();
  const [busy, setBusy] = useState(false);
  const isChanged = value !== opened && textOf(value) !== textOf(opened);
  const newId = given.id ?? slugOf(frenchName(value, collection.named));
  const { collection: name } = place;
  const id = isNew ? newId : place.id;
  const scope = isNew ? given.scope : place.scope;
  const key = useMemo((): PublishedKey => ({ collection: name, id, scope }), [name, id, scope]);
  const seen: Seen = {
    version: record.published?.version ?? null,
    revision: record.draft?.revision ?? null,
  };
  /** Letter for letter what was saved, as long as nothing is changed. */
  const body = isChanged ? textOf(value) : (record.draft?.body ?? record.published?.body ?? textOf(value));

  const { tried } = checked;
  useEffect(() => {
    if (!tried || !isChanged) return undefined;
    let isOld = false;
    async function check() {
      const answer = await hub.publish.check({ ...key, id: key.id || '-', body });
      if (!isOld && answer.ok) setChecked({ problems: answer.value, tried: true });
    }
    const timer = setTimeout(() => void check(), AFTER_TYPING_MILLISECONDS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [hub, key, body, tried, isChanged]);

  function change(at: readonly Step[], part: unknown) {
    const changed = withValue(value, at, part) ?? {};
    setValue(changed);
    keepUnsaved(agent, place, changed);
  }

  async function act(work: () => Promise<Answer>, then: () => void) {
    setBusy(true);
    const answer = await work();
    setBusy(false);
    if (!answer.ok) {
      if (answer.reason === 'not-signed-in') onEnded();
      else setTrouble(answer.reason);
      return;
    }
    setTrouble(undefined);
    if (!answer.value.done) setChecked({ problems: answer.value.problems, tried: true });
    else {
      keepUnsaved(agent, place, undefined);
      then();
    }
  }

  const reload = () => (isNew ? onSaved(key) : (onSaved(place), onReload()));
  return {
    value,
    opened,
    key,
    body,
    problems: checked.tried ? checked.problems : [],
    trouble,
    busy,
    isChanged,
    change,
    setId: (id: string) => setGiven({ ...given, id }),
    setScope: (scope: string) => setGiven({ ...given, scope }),
    save: () => act(() => asDone(hub.publish.save({ ...key, body, seen })), reload),
    publish: () => act(() => hub.publish.publish({ ...key, body, seen }), reload),
    discard: () =>
      act(
        () => hub.publish.discard({ ...key, seen }),
        record.published === null && record.history.length === 0 ? onGone : reload,
      ),
    withdraw: () => act(() => hub.publish.withdraw({ ...key, seen }), reload),
    undo: (number: number) => act(() => hub.publish.undo({ ...key, number, seen }), reload),
    schedule: (publishAt: Date | null, withdrawAt: Date | null) =>
      act(() => hub.publish.schedule({ ...key, seen, publishAt, withdrawAt }), reload),
    /** Takes what somebody else wrote meanwhile, and leaves what was written here. */
    takeTheirs: () => {
      keepUnsaved(agent, place, undefined);
      onReload();
    },
  };
}

export type OpenRecord = ReturnType<typeof useRecord>;

async function asDone(saving: ReturnType<Calls['save']>): Promise<Answer> {
  const saved = await saving;
  return saved.ok ? { ok: true, value: { done: true } } : saved;
}

function frenchName(value: unknown, named: string | undefined): string {
  const text = isObject(value) && named !== undefined ? value[named] : undefined;
  if (typeof text === 'string') return text;
  const french = isObject(text) ? text['fr'] : undefined;
  return isObject(french) && typeof french['text'] === 'string' ? french['text'] : '';
}
