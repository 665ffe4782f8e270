import { type Page } from 'playwright';
import { wordsFrom } from '../catalogue.ts';
import { ROOT } from '../run.ts';
import { Visitor } from '../visitor-walk.ts';
import { readCatalogues } from '../words/index.ts';
import { pseudoCatalogue, type PseudoLanguage } from './catalogue.ts';

export { PSEUDO_LANGUAGES, pseudoText, type PseudoLanguage } from './catalogue.ts';

/** A visitor before the page that says everything in pseudo-French. */
export function pseudoVisitor(page: Page, language: PseudoLanguage): Visitor {
  const texts = pseudoCatalogue(readCatalogues(ROOT), language);
  return new Visitor(page, language, wordsFrom(texts, 'pseudo-French'));
}
