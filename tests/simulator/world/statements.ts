import { dirname } from 'node:path';
import Database from 'better-sqlite3';

export type Db = Database.Database;

/** Told of each statement just before SQLite runs it; what it throws, the program meets instead of the statement. */
export type StatementHook = (db: Db, sql: string, parameters: readonly unknown[]) => void;

interface Statement {
  source: string;
  database: Db;
}

const hooks = new Map<string, StatementHook>();
let quiet = false;

/** Watches every statement on the databases that lie in `folder`. Returns what ends it. */
export function watchStatements(folder: string, hook: StatementHook): () => void {
  hooks.set(folder, hook);
  return () => void hooks.delete(folder);
}

/** Runs statements that no hook is told of. */
export function unwatched<T>(work: () => T): T {
  const before = quiet;
  quiet = true;
  try {
    return work();
  } finally {
    quiet = before;
  }
}

function tell(db: Db, sql: string, parameters: readonly unknown[] = []): void {
  const hook = quiet ? undefined : hooks.get(dirname(db.name));
  if (hook) hook(db, sql, parameters);
}

/** Transactions and pragmas of the library go through statements too, so these few doors are all there are. */
function putHooksIn(): void {
  const memory = new Database(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  for (const name of ['run', 'get', 'all', 'iterate']) {
    const original = statements[name];
    if (!original) throw new Error(`a statement has no ${name}`);
    statements[name] = function (this: Statement, ...args: unknown[]) {
      tell(this.database, this.source, args);
      return original.apply(this, args);
    };
  }
  const databases = Database.prototype as unknown as Record<'exec', (sql: string) => unknown>;
  const { exec } = databases;
  databases.exec = function (this: Db, sql: string) {
    tell(this, sql);
    return exec.call(this, sql);
  };
  memory.close();
}

putHooksIn();
