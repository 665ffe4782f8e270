import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/*
 * A part of the build, not of the page. The page starts with all French words and, of every other language, with what
 * the greeting and the language screen say; the rest of a language comes when it is chosen. Sending fourteen catalogues
 * with the first screen would make everybody wait for what one person reads.
 */

const MODULE = 'virtual:start-words';
const LOCALES = join(import.meta.dirname, '../../resources/locales');

/** What is said before a language is chosen. */
const SAID_FIRST =
  /^(@by|welcome\..*|duration\..*|language\.(title|own-name|about)|privacy\..*|text\.height\.low|frame\.listen|continue|chosen|machine|listen\.this)$/;

/** The Vite plugin behind `virtual:start-words`. */
export function startWords() {
  return {
    name: 'start-words',
    resolveId: (id: string) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id: string) =>
      id === `\0${MODULE}` ? `export default ${JSON.stringify(wordsToStartWith())}` : undefined,
  };
}

function wordsToStartWith(): Record<string, Record<string, string>> {
  const files = readdirSync(LOCALES).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => {
      const language = basename(name, '.json');
      const words = Object.entries(textsIn(join(LOCALES, name)));
      return [
        language,
        Object.fromEntries(words.filter(([key]) => language === 'fr' || SAID_FIRST.test(key))),
      ];
    }),
  );
}

/** Notes are for translators: they do not travel. */
function textsIn(file: string): Record<string, string> {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | { text: string }>;
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, typeof entry === 'string' ? entry : entry.text]),
  );
}
