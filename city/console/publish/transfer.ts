import { IMPORTED_AT_ONCE, type ImportedRecord } from '../../../shared/contract/index.ts';
import {
  type FileTrouble,
  type FoundRecord,
  recordsInFile,
  orderOf,
} from '../../../shared/publishing/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';

/** In one call, so that a slow line has its answer in time. */
const SIGNS_AT_ONCE = 400_000;

export interface Progress {
  done: number;
  all: number;
  kept: number;
  troubles: FileTrouble[];
  /** Why it stopped before its end; what was kept until then is kept, and the same files can be given again. */
  stopped?: TroubleOf<Hub['publish']['importRecords']> | 'not-signed-in';
}

/** Brings the records of files to the hub, some hundreds at a time. */
export async function importFiles(
  hub: Hub,
  files: readonly File[],
  { collection, as }: { collection: string; as: 'drafts' | 'published' },
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const found: FoundRecord[] = [];
  const troubles: FileTrouble[] = [];
  for (const file of files) {
    const read = recordsInFile(file.webkitRelativePath || file.name, await file.text(), collection);
    found.push(...read.records);
    troubles.push(...read.troubles);
  }
  const progress: Progress = { done: 0, all: found.length + troubles.length, kept: 0, troubles };
  progress.done = troubles.length;
  onProgress({ ...progress });
  for (const part of partsOf(found)) {
    const isDraft = part[0]?.isDraft === true;
    const answer = await hub.publish.importRecords({
      records: part.map(importable),
      as: isDraft ? 'drafts' : as,
    });
    if (!answer.ok) return onProgress({ ...progress, stopped: answer.reason });
    progress.done += part.length;
    progress.kept += answer.value.kept;
    progress.troubles = [
      ...progress.troubles,
      ...answer.value.refused.flatMap(({ at, problems }) => {
        const record = part[at];
        return record ? [{ file: record.file, line: record.line, problems }] : [];
      }),
    ];
    onProgress({ ...progress });
  }
}

/** Those that others refer to come first; drafts apart from what was published. */
function partsOf(found: readonly FoundRecord[]): FoundRecord[][] {
  const ordered = [...found].sort(
    (one, other) =>
      Number(one.isDraft ?? false) - Number(other.isDraft ?? false) ||
      orderOf(one.collection) - orderOf(other.collection),
  );
  const parts: FoundRecord[][] = [];
  let signs = 0;
  for (const record of ordered) {
    const part = parts.at(-1);
    const size = record.body?.length ?? 0;
    const fits = part && part.length < IMPORTED_AT_ONCE && signs + size <= SIGNS_AT_ONCE;
    if (fits && part[0]?.isDraft === record.isDraft) {
      part.push(record);
      signs += size;
    } else {
      parts.push([record]);
      signs = size;
    }
  }
  return parts;
}

function importable({ collection, id, scope, body, past }: FoundRecord): ImportedRecord {
  return { collection, id, scope, body, past };
}

/** All that the city publishes, with its history, as one file. */
export async function exportAll(
  hub: Hub,
  onLines: (count: number) => void,
): Promise<Blob | TroubleOf<Hub['publish']['exportRecords']> | 'not-signed-in'> {
  const lines: string[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const answer = await hub.publish.exportRecords(after === undefined ? {} : { after });
    if (!answer.ok) return answer.reason;
    lines.push(...answer.value.lines);
    after = answer.value.next;
    onLines(lines.length);
  }
  return new Blob([lines.map((line) => `${line}\n`).join('')], { type: 'application/x-ndjson' });
}
