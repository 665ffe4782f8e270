import { rows as pantinDemocracy } from './pantin-democracy.ts';
import { rows as pantinSolidarity } from './pantin-solidarity.ts';
import { rows as paris } from './paris.ts';
import { rows as plaineCommune } from './plaine-commune.ts';
import { type RowFact } from './row-fact.ts';
import { rows as sommetCitoyen } from './sommet-citoyen.ts';

/** What the tests expect of each of the 116 rows. */
export const EXPECTED: Record<string, RowFact> = {
  ...pantinDemocracy,
  ...pantinSolidarity,
  ...paris,
  ...plaineCommune,
  ...sommetCitoyen,
};
