import { type Catalogue, type Catalogues, frenchFor, pluralFormOf } from './catalogues.ts';
import { type Fault } from './fault.ts';

const PLACEHOLDER = /\{\{([a-z]\w*)\}\}/gi;

/** The names between double braces, each as often as it stands there. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '').toSorted();
}

export function withoutPlaceholders(text: string): string {
  return text.replaceAll(PLACEHOLDER, ' ');
}

/** What a text leaves room for is filled in by the program: no name may be lost, invented or misspelt. */
export function findPlaceholderFaults(catalogues: Catalogues): Fault[] {
  const french = Object.fromEntries(
    Object.entries(catalogues.french).map(([key, entry]) => [key, entry.text]),
  );
  const asFrench: Catalogue = {
    language: 'fr',
    file: catalogues.frenchFile,
    by: undefined,
    checkedAt: undefined,
    texts: french,
  };
  return [asFrench, ...catalogues.others].flatMap((catalogue) =>
    Object.entries(catalogue.texts).flatMap(([key, text]) => {
      const original = frenchFor(catalogues, key)?.text;
      const problems = [
        ...bracesOf(text),
        ...(original === undefined ? [] : compare(catalogue.language, key, text, original)),
      ];
      return problems.map((problem) => ({ file: catalogue.file, key, problem }));
    }),
  );
}

function bracesOf(text: string): string[] {
  return /[{}]/.test(withoutPlaceholders(text))
    ? ['has a brace that is not part of {{name}}; write the placeholder as in French']
    : [];
}

function compare(language: string, key: string, text: string, original: string): string[] {
  const wanted = placeholdersOf(original);
  const found = placeholdersOf(text);
  const missing = without(wanted, found).filter((name) => name !== 'count' || !countMayGo(language, key));
  return [
    ...missing.map((name) => `lacks {{${name}}}; put it where the value belongs`),
    ...without(found, wanted).map((name) => `has {{${name}}}, which the French text has not; take it away`),
  ];
}

/** `names` less those of `others`, each counted. */
function without(names: string[], others: string[]): string[] {
  const left = [...others];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const FAR_ENOUGH = 200;

/**
 * “One day” needs no figure where the form is for the number one alone; the Russian form `one` is for 21 as well, and
 * there the figure must stay.
 */
function countMayGo(language: string, key: string): boolean {
  const form = pluralFormOf(key);
  if (form === undefined || !['zero', 'one', 'two'].includes(form)) return false;
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: FAR_ENOUGH }, (_, number) => number);
  return numbers.filter((number) => rules.select(number) === form).length === 1;
}
