import { baseOf, type Catalogue, type Catalogues, frenchFor, pluralFormOf } from './catalogues.ts';
import { type Fault, shortly } from './fault.ts';

const SHORTEST_NOTE = 10;

/** A catalogue says everything that French says, in the plural forms of its language, and nothing else. */
export function findKeyFaults(catalogues: Catalogues): Fault[] {
  return [
    ...catalogues.absent.map((file) => ({
      file,
      key: '@by',
      problem: 'is not there; write the catalogue of this language (docs/adding-a-language.md)',
    })),
    ...catalogues.twice.map((where) => ({ ...where, problem: 'stands twice in the file; keep one of them' })),
    ...findFrenchFaults(catalogues),
    ...catalogues.others.flatMap((other) => compare(catalogues, other)),
  ];
}

function findFrenchFaults({ french, frenchFile }: Catalogues): Fault[] {
  const faults: Fault[] = [];
  for (const [key, { text, note }] of Object.entries(french)) {
    if (!text) faults.push({ file: frenchFile, key, problem: 'has no text; write it' });
    if ((note ?? '').length <= SHORTEST_NOTE) {
      faults.push({ file: frenchFile, key, problem: 'has no note; tell translators where the text stands' });
    }
  }
  const keys = Object.keys(french);
  for (const base of pluralBasesOf(keys)) {
    faults.push(...comparePlurals({ file: frenchFile, language: 'fr', keys, base, french: undefined }));
  }
  return faults;
}

function compare(catalogues: Catalogues, { file, language, texts }: Catalogue): Fault[] {
  const faults: Fault[] = [];
  const keys = Object.keys(texts);
  const plurals = pluralBasesOf(Object.keys(catalogues.french));
  for (const key of keys) {
    const known = pluralFormOf(key) ? plurals.has(baseOf(key)) : key in catalogues.french;
    if (!known) faults.push({ file, key, problem: 'is not in fr.json; take it away' });
    if (texts[key] === '') faults.push({ file, key, problem: 'is empty; write it' });
  }
  for (const [key, { text }] of Object.entries(catalogues.french)) {
    if (pluralFormOf(key) || key in texts) continue;
    faults.push({ file, key, problem: `is missing; translate ${shortly(text)}` });
  }
  for (const base of plurals) {
    const french = frenchFor(catalogues, `${base}_other`)?.text;
    faults.push(...comparePlurals({ file, language, keys, base, french }));
  }
  return faults;
}

function pluralBasesOf(keys: string[]): Set<string> {
  return new Set(keys.filter((key) => pluralFormOf(key)).map(baseOf));
}

function comparePlurals(of: {
  file: string;
  language: string;
  keys: string[];
  base: string;
  french: string | undefined;
}): Fault[] {
  const { file, language, keys, base, french } = of;
  const wanted = pluralFormsIn(language);
  const found = keys
    .filter((key) => baseOf(key) === base && pluralFormOf(key))
    .map((key) => pluralFormOf(key) ?? '');
  const missing = wanted.filter((form) => !found.includes(form));
  const tooMany = found.filter((form) => !wanted.includes(form));
  const says = french ? `; it says ${shortly(french)}` : '';
  return [
    ...missing.map((form) => ({
      file,
      key: `${base}_${form}`,
      problem: `is missing; in this language “${form}” is a plural form of its own${says}`,
    })),
    ...tooMany.map((form) => ({
      file,
      key: `${base}_${form}`,
      problem: `is a plural form that this language does not have (${wanted.join(', ')}); take it away`,
    })),
  ];
}

/** The plural forms of a language, as CLDR knows them; easy French is French. */
export function pluralFormsIn(language: string): string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}
