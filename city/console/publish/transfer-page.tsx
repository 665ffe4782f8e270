import { Download, Upload } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { type CollectionDescription } from '../../../shared/contract/index.ts';
import { type FileTrouble } from '../../../shared/publishing/index.ts';
import { type Hub } from '../connection/index.ts';
import { Choice, Trouble, useFirstFocus } from '../parts/index.ts';
import { dayOf, useMessages } from '../words/index.ts';
import { exportAll, importFiles, type Progress } from './transfer.ts';
import { sentenceOf, useWords } from './words.ts';

interface TransferPageProps {
  hub: Hub;
  collections: readonly CollectionDescription[];
  onChanged: () => void;
  onEnded: () => void;
}

/** Files in, and everything out: a city can come with what it has, and leave with it. */
export function TransferPage(props: TransferPageProps) {
  const { say } = useMessages();
  const title = useFirstFocus<HTMLHeadingElement>();
  return (
    <div className="publish-open publish-transfer">
      <h2 ref={title} tabIndex={-1}>
        {say('publish.transfer')}
      </h2>
      <Import {...props} />
      <Export {...props} />
    </div>
  );
}

function Import({ hub, collections, onChanged, onEnded }: TransferPageProps) {
  const { say } = useMessages();
  const words = useWords();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [collection, setCollection] = useState('place');
  const [as, setAs] = useState<'drafts' | 'published'>('drafts');
  const [progress, setProgress] = useState<Progress | undefined>();
  const isUnderWay = progress !== undefined && progress.done < progress.all && progress.stopped === undefined;

  async function bring() {
    await importFiles(hub, files, { collection, as }, (now) => {
      setProgress(now);
      if (now.stopped === 'not-signed-in') onEnded();
    });
    onChanged();
  }

  return (
    <section className="part" aria-labelledby="publish-import">
      <h3 id="publish-import">{say('publish.import')}</h3>
      <p className="quiet">{say('publish.import.intro')}</p>
      <div className="publish-where">
        <FilesField label={say('publish.import.files')} onChange={setFiles} />
        <FilesField label={say('publish.import.folder')} onChange={setFiles} isFolder />
      </div>
      <div className="publish-where">
        <Choice
          label={say('publish.import.collection')}
          value={collection}
          options={collections.map(({ name, label }) => ({ value: name, label: words(label) }))}
          onChange={setCollection}
        />
        <Choice
          label={say('publish.import.as')}
          value={as}
          options={[
            { value: 'drafts', label: say('publish.import.drafts') },
            { value: 'published', label: say('publish.import.published') },
          ]}
          onChange={(chosen) => setAs(chosen === 'published' ? 'published' : 'drafts')}
        />
      </div>
      <Button
        className="button button-main publish-add"
        isDisabled={files.length === 0 || isUnderWay}
        onPress={() => void bring()}
      >
        <Upload aria-hidden /> {say('publish.import.begin', { count: files.length })}
      </Button>
      {progress && <ImportProgress progress={progress} />}
    </section>
  );
}

function FilesField({
  label,
  onChange,
  isFolder = false,
}: {
  label: string;
  onChange: (files: readonly File[]) => void;
  isFolder?: boolean;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        multiple
        {...(isFolder ? { webkitdirectory: '' } : { accept: '.jsonl,.ndjson,.json' })}
        onChange={(event) => onChange([...(event.target.files ?? [])])}
      />
    </div>
  );
}

function ImportProgress({ progress }: { progress: Progress }) {
  const { say } = useMessages();
  const { done, all, kept, troubles, stopped } = progress;
  return (
    <>
      <progress className="publish-progress" value={done} max={all} aria-label={say('publish.import')} />
      <output className="publish-note">
        {say('publish.import.progress', { done, all, kept, refused: troubles.length })}
      </output>
      {stopped !== undefined && stopped !== 'not-signed-in' && <Trouble words={`reason.${stopped}`} urgent />}
      {troubles.length > 0 && <Troubles troubles={troubles} />}
    </>
  );
}

const SHOWN = 200;

/** By file and line, as whoever mends the file needs it. */
function Troubles({ troubles }: { troubles: readonly FileTrouble[] }) {
  const { say } = useMessages();
  return (
    <table className="table">
      <caption className="small">{say('publish.import.refused')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('publish.import.file')}</th>
          <th scope="col">{say('publish.import.line')}</th>
          <th scope="col">{say('publish.import.why')}</th>
        </tr>
      </thead>
      <tbody>
        {troubles.slice(0, SHOWN).map(({ file, line, problems }) => (
          <tr key={`${file} ${line}`}>
            <td>
              <bdi>{file}</bdi>
            </td>
            <td>{line}</td>
            <td>
              {problems.map((problem) => (
                <div key={`${problem.path} ${problem.problem}`}>
                  {sentenceOf(problem, say)} <bdi className="quiet">{problem.path}</bdi>
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Export({ hub, onEnded }: TransferPageProps) {
  const { say } = useMessages();
  const [state, setState] = useState<{
    lines?: number;
    trouble?: 'unreachable' | 'unexpected' | 'not-allowed';
  }>({});

  async function take() {
    const file = await exportAll(hub, (lines) => setState({ lines }));
    if (file === 'not-signed-in') return onEnded();
    if (typeof file === 'string') return setState({ trouble: file });
    save(file, `publications-${dayOf(new Date())}.jsonl`);
  }

  return (
    <section className="part" aria-labelledby="publish-export">
      <h3 id="publish-export">{say('publish.export')}</h3>
      <p className="quiet">{say('publish.export.intro')}</p>
      <Button className="button publish-add" onPress={() => void take()}>
        <Download aria-hidden /> {say('publish.export.begin')}
      </Button>
      {state.lines !== undefined && (
        <output className="publish-note">{say('publish.export.lines', { count: state.lines })}</output>
      )}
      {state.trouble !== undefined && <Trouble words={`reason.${state.trouble}`} urgent />}
    </section>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
