import { type Hub } from '../connection/index.ts';
import { useMessages } from '../words/index.ts';
import { Preview } from './preview.tsx';

/** The city's kiosk as it is published, whole. */
export function PreviewPage({ hub, onEnded }: { hub: Hub; onEnded: () => void }) {
  const { say } = useMessages();
  return (
    <main id="thing" className="section-page preview-page" tabIndex={-1}>
      <h1>{say('section.preview')}</h1>
      <Preview hub={hub} onEnded={onEnded} />
    </main>
  );
}
