import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, type Catalogues } from './catalogues.ts';
import { type Fault } from './fault.ts';

const FILE = 'renderer/language/placeholders.ts';
const ENTRY = /^ {2}'([^']+)': '([^']+)';$/gm;

/** What the compiler is told of the values in the texts is what the texts say. @param source of placeholders.ts */
export function findTypedValueFaults({ french }: Catalogues, source: string): Fault[] {
  const told = new Map([...source.matchAll(ENTRY)].map(([, key, values]) => [key ?? '', values ?? '']));
  const wanted = new Map(
    Object.entries(french).flatMap(([key, { text }]) => {
      const values = (text.match(/\{\{\w+\}\}/g) ?? []).join('');
      return values ? [[baseOf(key), values] as const] : [];
    }),
  );
  const missing = [...wanted].filter(([key, values]) => told.get(key) !== values);
  const tooMany = [...told.keys()].filter((key) => !wanted.has(key));
  return [
    ...missing.map(([key, values]) => ({ file: FILE, key, problem: `must say  '${key}': '${values}';` })),
    ...tooMany.map((key) => ({ file: FILE, key, problem: 'needs no value in fr.json; take the line away' })),
  ];
}

export function readTypedValues(root: string): string {
  return readFileSync(join(root, FILE), 'utf8');
}
