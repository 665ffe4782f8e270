import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formSchema } from '../../shared/model/index.ts';
import { type City } from './city.ts';

const CITY = resolve(import.meta.dirname, '../../resources/cities/pantin');

/** The version of the form whose text is for everybody. */
export const PUBLIC_VERSION = 2;

/** Publishes the demo city with another version of one form: its texts are to be shown to everybody. */
export async function publishPublicForm(city: City, form: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-public-form-'));
  cpSync(CITY, folder, { recursive: true });
  const file = join(folder, 'form', `${form}.json`);
  const { questions, ...rest } = formSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const changed = {
    ...rest,
    version: PUBLIC_VERSION,
    questions: questions.map((question) =>
      question.kind === 'text' ? { ...question, publishes: true } : question,
    ),
  };
  writeFileSync(file, JSON.stringify(changed));
  await city.publish('pantin', folder);
  rmSync(folder, { recursive: true });
}
