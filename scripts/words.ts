/*
 * `node scripts/words.ts`, a part of `npm run check`: what a program can say of the texts in all languages. One line
 * says where a fault is and what to do about it.
 */
import { ROOT } from './lib/run.ts';
import {
  faultLine,
  readCatalogues,
  readCityTexts,
  readProgram,
  verifyCatalogues,
  verifyCityTexts,
} from './lib/words/index.ts';

const catalogues = readCatalogues(ROOT);
const cityTexts = readCityTexts(ROOT);
const faults = [...verifyCatalogues(catalogues, readProgram(ROOT)), ...verifyCityTexts(cityTexts)];

for (const fault of faults) console.log(faultLine(fault));
console.log(
  `${faults.length} faults in ${catalogues.others.length + 1} catalogues of ${Object.keys(catalogues.french).length} texts and ${cityTexts.texts.length} texts of the cities`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
