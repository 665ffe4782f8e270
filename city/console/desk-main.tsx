import './no-eval.ts';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { connectToDesk } from './connection/index.ts';
import { Reception } from './reception/index.ts';
import { CONSOLE_LANGUAGES, startMessages } from './words/index.ts';
import './styles/index.css';

const asked = new URLSearchParams(location.search).get('lang');
const messages = startMessages(CONSOLE_LANGUAGES.find((language) => language === asked) ?? 'fr');
const hub = connectToDesk(`${location.origin}/desk/rpc`);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element for its root');
createRoot(root).render(
  <I18nextProvider i18n={messages}>
    <Reception hub={hub} bellAddress={`${location.origin}/desk/live`} />
  </I18nextProvider>,
);
