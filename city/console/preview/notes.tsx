import { useMessages } from '../words/index.ts';
import { type PreviewDraft } from './draft.ts';
import { unreadableDrafts } from './opened.ts';

interface PreviewNotesProps {
  elsewhere: readonly string[];
  drafts: readonly PreviewDraft[];
  /** Whether what is being edited is seen anywhere on a kiosk. */
  hasScreen: boolean;
}

/** Where a preview is not a kiosk, said before somebody wonders. */
export function PreviewNotes({ elsewhere, drafts, hasScreen }: PreviewNotesProps) {
  const { say } = useMessages();
  const unreadable = unreadableDrafts(drafts);
  return (
    <ul className="preview-notes">
      {!hasScreen && (
        <li>
          <output>{say('preview.no-screen')}</output>
        </li>
      )}
      {unreadable.length > 0 && (
        <li>
          <output>{say('preview.unreadable', { count: unreadable.length })}</output>
        </li>
      )}
      <li>{say('preview.nothing-sent')}</li>
      <li>{say('preview.simpler')}</li>
      {elsewhere.length > 0 && <li>{say('preview.elsewhere', { cities: elsewhere.join(', ') })}</li>}
    </ul>
  );
}
