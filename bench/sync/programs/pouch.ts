import { loadPeer } from '../peers.ts';

/** The little of PouchDB that is used here; it brings no types of its own. */
export interface PouchDatabase {
  bulkDocs(docs: readonly object[]): Promise<({ ok?: true; rev: string } | { error: unknown })[]>;
  allDocs(options: { keys: readonly string[] }): Promise<{ rows: { value: { rev: string } }[] }>;
  info(): Promise<{ doc_count: number; update_seq: number }>;
  close(): Promise<void>;
  readonly replicate: {
    from(source: string, options: PouchReplication): Promise<PouchResult>;
    to(target: string, options: PouchReplication): Promise<PouchResult>;
  };
}

interface PouchReplication {
  batch_size: number;
  /** Without one, every document is offered again. */
  checkpoint?: false;
}

interface PouchResult {
  ok: boolean;
  docs_written: number;
  doc_write_failures: number;
}

export interface PouchClass {
  new (name: string): PouchDatabase;
  defaults(options: { prefix: string }): PouchClass;
}

/** Databases in LevelDB, in this folder. */
export function pouchIn(folder: string): PouchClass {
  return (loadPeer('pouchdb') as PouchClass).defaults({ prefix: `${folder}/` });
}

export const POUCH_DATABASE = 'city';
/** Ten times its default: fewer, larger requests, which is faster for it here. */
export const POUCH_BATCH = 1_000;
