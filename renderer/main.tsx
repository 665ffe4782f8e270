import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { ProposalScreens, ReceiptScreens } from './capabilities/index.ts';
import { connect } from './connection/index.ts';
import { startWithWords } from './language/index.ts';
import { machineVoice, silentVoice } from './listening/index.ts';
import { App, Rescue } from './visitor/index.ts';

const root = document.getElementById('page');
if (!root) throw new Error('the page has no place for its content');

const connection = connect();
const voice = connection.preview ? silentVoice() : machineVoice();
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={startWithWords()}>
      <Rescue end={() => void connection.endVisit('failed')}>
        <App
          connection={connection}
          voice={voice}
          capabilities={{ proposal: ProposalScreens, receipt: ReceiptScreens }}
        />
      </Rescue>
    </I18nextProvider>
  </StrictMode>,
);
