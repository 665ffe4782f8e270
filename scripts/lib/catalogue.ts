import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './run.ts';

const catalogueSchema = z.record(z.string(), z.union([z.string(), z.object({ text: z.string() })]));

/** A text of the screens by its key, with its placeholders filled. */
export type Words = (key: string, values?: Record<string, string>) => string;

/**
 * What the pages say, so that a walk finds buttons by their words and survives a better wording.
 * @param name a file of `resources/locales`, such as `fr` or `console/fr`
 */
export function catalogueOf(name: string): Words {
  const file = join(ROOT, 'resources', 'locales', `${name}.json`);
  const catalogue = catalogueSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const texts = Object.entries(catalogue).map(([key, entry]): [string, string] => [
    key,
    typeof entry === 'string' ? entry : entry.text,
  ]);
  return wordsFrom(Object.fromEntries(texts), name);
}

/** @param name who is missing a text, when one is */
export function wordsFrom(texts: Record<string, string>, name: string): Words {
  return (key, values = {}) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`no text "${key}" in ${name}`);
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_, placeholder: string) => values[placeholder] ?? '');
  };
}
