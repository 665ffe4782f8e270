import '../without-eval.ts';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { connectToCore } from './connection.ts';
import { StaffPage } from './StaffPage.tsx';
import './staff.css';
import { startStaffWords } from './words.ts';

const root = document.getElementById('page');
if (!root) throw new Error('the page has no place for its content');

createRoot(root).render(
  <I18nextProvider i18n={startStaffWords()}>
    <StaffPage core={connectToCore(window)} />
  </I18nextProvider>,
);
