import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Localized } from '../../shared/model/index.ts';

/** A text as a person of the city wrote it. */
export function french(text: string): Localized {
  return { original: 'fr', fr: { text, by: 'human' } };
}

export interface DemoText {
  tenant: string;
  collection: string;
  id: string;
  /** Letter for letter. */
  body: string;
}

const CITIES = resolve(import.meta.dirname, '../../resources/cities');

/** All records of the demo cities as their files have them. */
export function demoTexts(): DemoText[] {
  return globSync('*/{tenant.json,*/*.json}', { cwd: CITIES }).map((file) => {
    const [tenant = '', collection = ''] = file.split('/');
    const body = readFileSync(join(CITIES, file), 'utf8');
    return collection === 'tenant.json'
      ? { tenant, collection: 'tenant', id: tenant, body }
      : { tenant, collection, id: basename(file, '.json'), body };
  });
}
