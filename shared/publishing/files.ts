import { z } from 'zod';
import { parseJson } from '../json/index.ts';
import { isObject } from './fields.ts';
import { problem, type Problem } from './problems.ts';
import { publishedCollection } from './registry.ts';

/** A record as a line of an export has it: its text letter for letter. */
export interface FiledRecord {
  collection: string;
  id: string;
  scope: string;
  /** Null for a withdrawal of the past. */
  body: string | null;
  past?: { agent: string | null; at: Date | null } | undefined;
  isDraft?: boolean | undefined;
}

/** Where a record stands in the files that somebody chose. */
export interface FoundRecord extends FiledRecord {
  file: string;
  /** From 1; of a file that is one record, the first. */
  line: number;
}

export interface FileTrouble {
  file: string;
  line: number;
  problems: Problem[];
}

export function exportedLine({ collection, id, scope, body, past, isDraft }: FiledRecord): string {
  return JSON.stringify({ collection, id, scope, past, draft: isDraft === true ? true : undefined, body });
}

const lineSchema = z.looseObject({
  collection: z.string().optional(),
  id: z.string().min(1).max(120),
  scope: z
    .string()
    .max(100)
    .regex(/^(public|site:[A-Za-z0-9-]+)$/)
    .default('public'),
  past: z.object({ agent: z.string().max(120).nullable(), at: z.iso.datetime().nullable() }).optional(),
  draft: z.boolean().optional(),
});

/**
 * The records of a file: `….jsonl` has one on each line, `<collection>/<id>.json` is one, as in a folder of a city. In a
 * line, `body` is the record's text letter for letter, or the record itself; a line without it is itself the record.
 * @param path with folders, as far as they are known
 * @param collection of lines that do not name theirs
 */
export function recordsInFile(
  path: string,
  text: string,
  collection: string,
): { records: FoundRecord[]; troubles: FileTrouble[] } {
  if (!/\.(jsonl|ndjson)$/i.test(path)) return wholeFile(path, text);
  const records: FoundRecord[] = [];
  const troubles: FileTrouble[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = recordInLine(line, collection);
    if (record === undefined)
      troubles.push({ file: path, line: at + 1, problems: [problem('', 'not-json')] });
    else records.push({ ...record, file: path, line: at + 1 });
  }
  return { records, troubles };
}

function recordInLine(line: string, collection: string): FiledRecord | undefined {
  const content = parseJson(line);
  const parsed = lineSchema.safeParse(content);
  if (!parsed.success || !isObject(content)) return undefined;
  const { id, scope, past, draft } = parsed.data;
  const body = bodyOf(content);
  return {
    collection: parsed.data.collection ?? collection,
    id,
    scope,
    body,
    ...(past && { past: { agent: past.agent, at: past.at === null ? null : new Date(past.at) } }),
    ...(draft === true && { isDraft: true }),
  };
}

function bodyOf(content: Record<string, unknown>): string | null {
  if (content['body'] === null || typeof content['body'] === 'string') return content['body'];
  const { collection: _, id: _id, scope: _scope, body, ...rest } = content;
  return textOf(body ?? rest);
}

/** As editors write it, and the files of a city. */
export function textOf(content: unknown): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const RECORD_FILE = /(?:^|\/)([a-z][a-z-]*)\/([\w-]+)\.json$/;

function wholeFile(path: string, text: string): ReturnType<typeof recordsInFile> {
  const [, collection = '', id = ''] = RECORD_FILE.exec(path) ?? [];
  if (publishedCollection(collection) === undefined)
    return {
      records: [],
      troubles: [{ file: path, line: 1, problems: [problem('', 'unknown-collection')] }],
    };
  return {
    records: [{ collection, id, scope: 'public', body: text, file: path, line: 1 }],
    troubles: [],
  };
}
