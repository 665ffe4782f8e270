import { join } from 'node:path';
import { mergeConfig, type Plugin } from 'vite';
import page from '../../../renderer/vite.config.ts';
import { ROOT } from '../run.ts';
import { readCatalogues } from '../words/index.ts';
import { PSEUDO_LANGUAGES, pseudoCatalogue } from './catalogue.ts';

/** The visitor's page with pseudo-French in the place of two languages, in dist/page-pseudo, which no package contains. */
export default mergeConfig(page, {
  plugins: [pseudoWords()],
  build: { outDir: '../dist/page-pseudo' },
});

const START_WORDS = '\0virtual:start-words';
const EXPORT = 'export default ';

function pseudoWords(): Plugin {
  const french = readCatalogues(ROOT);
  const catalogues = Object.fromEntries(
    PSEUDO_LANGUAGES.map((language) => [language, pseudoCatalogue(french, language)]),
  );
  return {
    name: 'pseudo-words',
    enforce: 'pre',
    load(id) {
      const language = PSEUDO_LANGUAGES.find(
        (name) => id === join(ROOT, 'resources', 'locales', `${name}.json`),
      );
      return language ? JSON.stringify(catalogues[language]) : undefined;
    },
    transform(code, id) {
      if (id !== START_WORDS) return undefined;
      const words = JSON.parse(code.slice(EXPORT.length)) as Record<string, Record<string, string>>;
      for (const language of PSEUDO_LANGUAGES) {
        const keys = Object.keys(words[language] ?? {});
        words[language] = Object.fromEntries(keys.map((key) => [key, catalogues[language]?.[key] ?? '']));
      }
      return `${EXPORT}${JSON.stringify(words)}`;
    },
  };
}
