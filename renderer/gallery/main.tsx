import '../without-eval.ts';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { I18nextProvider } from 'react-i18next';
import { SCRIPTS, speakLanguage, startWithWords } from '../language/index.ts';
import { applyAppearance } from '../ui/index.ts';
import { readAsked } from './asked.ts';
import { Gallery } from './Gallery.tsx';

const place = document.getElementById('page');
if (!place) throw new Error('the gallery has no place for its content');

const words = startWithWords();
const page = createRoot(place);

/** Colours and sizes first: the gallery measures them while it draws. */
async function show(query: string): Promise<void> {
  const asked = readAsked(query);
  await speakLanguage(words, asked.language);
  const { lang, dir, locale } = SCRIPTS[asked.language];
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  applyAppearance(document.documentElement, asked.appearance);
  flushSync(() =>
    page.render(
      <StrictMode>
        <I18nProvider locale={locale}>
          <I18nextProvider i18n={words}>
            <Gallery asked={asked} />
          </I18nextProvider>
        </I18nProvider>
      </StrictMode>,
    ),
  );
  document.documentElement.dataset['shown'] = asked.show;
}

// Another appearance is put on without loading anything again.
navigation.addEventListener('navigate', (event) => {
  if (event.canIntercept) {
    const { search } = new URL(event.destination.url);
    event.intercept({ handler: () => show(search), focusReset: 'manual', scroll: 'manual' });
  }
});
await show(location.search);
