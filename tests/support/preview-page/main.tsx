import '../../../city/console/no-eval.ts';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { connectToHub } from '../../../city/console/connection/index.ts';
import { Preview, type PreviewDraft } from '../../../city/console/preview/index.ts';
import { startMessages } from '../../../city/console/words/index.ts';
import '../../../city/console/styles/index.css';

/* The page that the tests of the preview drive: an editor that has nothing but drafts. */

export interface Edited {
  drafts: PreviewDraft[];
  opens?: { collection: string; id: string };
}

declare global {
  interface Window {
    signIn(name: string, password: string): Promise<unknown>;
    edit(edited: Edited): void;
  }
}

const hub = connectToHub(`${location.origin}/console/rpc`);
window.signIn = (name, password) => hub.signIn({ tenant: 'pantin', name, password });

function Editor() {
  const [edited, setEdited] = useState<Edited>();
  useEffect(() => {
    window.edit = setEdited;
  }, []);
  return edited && <Preview hub={hub} onEnded={() => undefined} {...edited} />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element for its root');
createRoot(root).render(
  <I18nextProvider i18n={startMessages('fr')}>
    <Editor />
  </I18nextProvider>,
);
