import { baseOf, type Catalogues, frenchFor } from './catalogues.ts';
import { type CityTexts, everydayWordings, findCityFaults, makerProblems, wordingsOf } from './city-texts.ts';
import { easyFrench } from './easy-french.ts';
import { type Fault, type Rule, type Wording } from './fault.ts';
import { namesKept, numbersKept } from './kept.ts';
import { findKeyFaults } from './keys.ts';
import { findLengthFaults } from './lengths.ts';
import { lettersOfTheLanguage } from './letters.ts';
import { findPlaceholderFaults } from './placeholders.ts';
import { findQuoteFaults } from './quotes.ts';
import { translated } from './sameness.ts';
import { findTypedValueFaults, readTypedValues } from './typed-values.ts';
import { findUnusedKeys, readRendererSources } from './usage.ts';
import { cleanWriting, noBlame, sameLines } from './writing.ts';

export { type Catalogues, keysStandingTwice, readCatalogues } from './catalogues.ts';
export { type CityTexts, readCityTexts } from './city-texts.ts';
export { type Fault, faultLine } from './fault.ts';
export { pluralFormsIn } from './keys.ts';

const RULES: Rule[] = [
  cleanWriting,
  noBlame,
  sameLines,
  lettersOfTheLanguage,
  translated,
  numbersKept,
  namesKept,
  easyFrench,
];

/** The program that shows the catalogues' texts. */
export interface Program {
  /** The files of the renderer. */
  sources: string[];
  /** The file that tells the compiler which values a text needs. */
  typedValues: string;
}

export function readProgram(root: string): Program {
  return { sources: readRendererSources(root), typedValues: readTypedValues(root) };
}

/** All that a program can say of the catalogues. */
export function verifyCatalogues(catalogues: Catalogues, program: Program): Fault[] {
  return [
    ...findKeyFaults(catalogues),
    ...findUnusedKeys(catalogues, program.sources),
    ...findTypedValueFaults(catalogues, program.typedValues),
    ...findPlaceholderFaults(catalogues),
    ...findQuoteFaults(catalogues),
    ...findLengthFaults(catalogues),
    ...findMakerFaults(catalogues),
    ...applyRules(RULES, catalogueWordings(catalogues)),
  ];
}

/** The same care for what the cities publish. */
export function verifyCityTexts(cityTexts: CityTexts): Fault[] {
  return [
    ...findCityFaults(cityTexts),
    ...applyRules(RULES, wordingsOf(cityTexts)),
    ...applyRules([cleanWriting, lettersOfTheLanguage], everydayWordings(cityTexts)),
  ];
}

function findMakerFaults({ others }: Catalogues): Fault[] {
  return others.flatMap(({ file, by, checkedAt }) =>
    makerProblems({ by, checkedAt }, false).map((problem) => ({ file, key: '@by', problem })),
  );
}

function catalogueWordings(catalogues: Catalogues): Wording[] {
  const english = catalogues.others.find(({ language }) => language === 'en')?.texts ?? {};
  const french = Object.entries(catalogues.french).map(([key, { text }]): Wording => ({
    file: catalogues.frenchFile,
    key,
    language: 'fr',
    text,
    original: text,
  }));
  const others = catalogues.others.flatMap(({ file, language, texts }) =>
    Object.entries(texts).flatMap(([key, text]): Wording[] => {
      const original = frenchFor(catalogues, key)?.text;
      if (original === undefined) return [];
      return [
        { file, key, language, text, original, english: english[key] ?? english[`${baseOf(key)}_other`] },
      ];
    }),
  );
  return [...french, ...others];
}

function applyRules(rules: Rule[], wordings: Wording[]): Fault[] {
  return wordings.flatMap((wording) =>
    rules.flatMap((rule) =>
      rule(wording).map((problem) => ({ file: wording.file, key: wording.key, problem })),
    ),
  );
}
