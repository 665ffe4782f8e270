import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { type EditedRecord } from '../../../shared/contract/index.ts';
import { LANGUAGES } from '../../../shared/model/index.ts';
import { Choice, LineField, Trouble, useFirstFocus } from '../parts/index.ts';
import { dayOf, languageName, useMessages } from '../words/index.ts';
import { EditingContext } from './fields/context.ts';
import { Fields } from './fields/field-editor.tsx';
import { PreviewPlace } from './preview-place.tsx';
import { ProblemList } from './problem-list.tsx';
import { type RecordPaneProps } from './pane-props.ts';
import { RecordSide } from './record-side.tsx';
import { type OpenRecord, useRecord } from './use-record.ts';
import { useWords } from './words.ts';

/** Chosen last, for the next record too. */
let lastLanguage = 'fr-simple';

/** The editor, made of what the hub says of the collection's fields; beside it, what can be done. */
export function RecordForm(props: RecordPaneProps & { record: EditedRecord; onReload: () => void }) {
  const { hub, collection, record, isNew } = props;
  const { say, language: own } = useMessages();
  const words = useWords();
  const open = useRecord(props);
  const [language, setLanguage] = useState(lastLanguage);
  const form = useRef<HTMLDivElement>(null);
  const title = useFirstFocus<HTMLHeadingElement>();
  const { key, body, problems } = open;
  const { collection: name, id, scope } = key;
  const drafts = useMemo(() => [{ collection: name, id, scope, body }], [name, id, scope, body]);
  const [today] = useState(() => dayOf(new Date()));
  const { value, opened } = open;
  const editing = useMemo(
    () => ({ hub, problems, language, opened, today }),
    [hub, problems, language, opened, today],
  );

  function byKey(event: KeyboardEvent) {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key === 's') void open.save();
    else if (event.key === 'Enter') void open.publish();
    else return;
    event.preventDefault();
  }

  function choose(code: string) {
    lastLanguage = code;
    setLanguage(code);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Ctrl+S and Ctrl+Enter, from any field
    <div ref={form} className="publish-open publish-editor" onKeyDown={byKey}>
      <div className="publish-form">
        <header className="publish-head">
          <h2 ref={title} tabIndex={-1} dir="auto">
            {record.name || (isNew ? say('publish.new-title', { collection: words(collection.label) }) : id)}
          </h2>
          <Choice
            label={say('publish.language')}
            value={language}
            options={LANGUAGES.filter((code) => code !== 'fr').map((code) => ({
              value: code,
              label: languageName(code, own, say),
            }))}
            onChange={choose}
          />
        </header>
        {isNew && <Where {...props} open={open} />}
        {open.trouble !== undefined && (
          <Trouble
            urgent
            words={
              isNew && open.trouble === 'changed-meanwhile' ? 'publish.id-taken' : `reason.${open.trouble}`
            }
            {...(open.trouble === 'changed-meanwhile' && !isNew
              ? { tryAgain: 'publish.take-theirs' as const, onTryAgain: open.takeTheirs }
              : {})}
          />
        )}
        <ProblemList problems={problems} place={form} />
        <EditingContext value={editing}>
          <Fields fields={collection.fields} value={value} at={[]} onChange={open.change} />
        </EditingContext>
      </div>
      <aside className="publish-aside" aria-label={say('publish.aside')}>
        <RecordSide {...props} open={open} />
        <PreviewPlace hub={props.hub} onEnded={props.onEnded} drafts={drafts} />
      </aside>
    </div>
  );
}

/** A new record's own address among the others, and who sees it. */
function Where({ sites, open, collection }: RecordPaneProps & { open: OpenRecord }) {
  const { say } = useMessages();
  const problem = open.problems.find((each) => each.problem === 'unfit-id');
  return (
    <div className="publish-where">
      <LineField
        label={say('publish.id')}
        value={open.key.id}
        onChange={open.setId}
        help={say(collection.named === undefined ? 'publish.id.form' : 'publish.id.help')}
        problem={problem && say('publish.problem.unfit-id')}
      />
      <Choice
        label={say('publish.scope')}
        value={open.key.scope}
        options={[
          { value: 'public', label: say('publish.scope.public') },
          ...sites.map(({ id, name }) => ({ value: `site:${id}`, label: name })),
        ]}
        onChange={open.setScope}
      />
    </div>
  );
}
