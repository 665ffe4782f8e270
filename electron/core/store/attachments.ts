import { type Attachment } from '../../../shared/sealing/index.ts';
import { AttachmentFiles } from './attachment-files.ts';
import { type Db } from './open.ts';

export interface AttachmentRow extends Attachment {
  tenant: string;
}

/** A sealed file as the page hands it over. */
export interface AttachmentContent {
  sha256: string;
  content: Uint8Array;
}

/**
 * What is attached to items of the outbox, and how far the city has it. `waiting`: the city lacks it, or has not said
 * anything; `present`: it says that it has it whole; `attention`: the disk here no longer has what was promised.
 */
export class Attachments {
  readonly #db: Db;
  readonly files: AttachmentFiles;

  constructor(db: Db, dataFolder: string) {
    this.#db = db;
    this.files = new AttachmentFiles(dataFolder);
  }

  /**
   * Has the files on the disk, then runs `commit`, which names them. When it throws, nothing of them is kept.
   * @throws what `commit` throws, or that there is no room
   */
  keep(contents: readonly AttachmentContent[], commit: () => void): void {
    const known = new Set(contents.filter(({ sha256 }) => this.#isNamed(sha256)).map(({ sha256 }) => sha256));
    try {
      for (const { sha256, content } of contents) this.files.write(sha256, content);
      commit();
    } catch (error) {
      for (const { sha256 } of contents) if (!known.has(sha256)) this.files.remove(sha256);
      throw error;
    }
    for (const { sha256 } of contents) this.files.finish(sha256);
  }

  /** Within the transaction that adds the item. */
  name(item: { id: string; tenant: string; attachments?: readonly Attachment[] | undefined }): void {
    const insert = this.#db.prepare(
      'INSERT OR IGNORE INTO attachment (item, sha256, bytes, tenant) VALUES (?, ?, ?, ?)',
    );
    for (const { sha256, bytes } of item.attachments ?? []) insert.run(item.id, sha256, bytes, item.tenant);
  }

  has(item: string): boolean {
    return this.#db.prepare('SELECT 1 FROM attachment WHERE item = ?').get(item) !== undefined;
  }

  /** Bytes of all that is kept. */
  keptBytes(): number {
    const sum = this.#db.prepare<[], number>('SELECT coalesce(sum(bytes), 0) FROM attachment').pluck().get();
    return sum ?? 0;
  }

  /** What the city lacks of items that it has, the smallest first. */
  waiting(limit: number): AttachmentRow[] {
    return this.#db
      .prepare<[number], AttachmentRow>(
        `SELECT attachment.sha256, attachment.bytes, attachment.tenant
         FROM attachment JOIN outbox ON outbox.id = attachment.item
         WHERE attachment.state = 'waiting' AND outbox.state = 'accepted' AND outbox.item <> ''
         GROUP BY attachment.sha256, attachment.bytes, attachment.tenant
         ORDER BY attachment.bytes, min(outbox.position) LIMIT ?`,
      )
      .all(limit);
  }

  /** What the city said of an item: which of its attachments it lacks, so that it has the others. */
  heard(item: string, needed: readonly string[]): void {
    this.#db
      .prepare(
        `UPDATE attachment SET state = CASE
           WHEN sha256 NOT IN (SELECT value FROM json_each(?)) THEN 'present'
           WHEN state = 'attention' THEN 'attention' ELSE 'waiting' END
         WHERE item = ?`,
      )
      .run(JSON.stringify(needed), item);
  }

  mark({ tenant, sha256 }: Pick<AttachmentRow, 'tenant' | 'sha256'>, state: 'present' | 'attention'): void {
    this.#db
      .prepare('UPDATE attachment SET state = ? WHERE tenant = ? AND sha256 = ?')
      .run(state, tenant, sha256);
  }

  count(state: 'waiting' | 'present' | 'attention'): number {
    const count = this.#db
      .prepare<[string], number>('SELECT count(*) FROM attachment WHERE state = ?')
      .pluck()
      .get(state);
    return count ?? 0;
  }

  /** Erases the files of settled items, and forgets them. Also what a power cut left of an earlier time. */
  forgetSettled(): void {
    const settled = this.#db
      .prepare<[], string>(
        `SELECT DISTINCT sha256 FROM attachment JOIN outbox ON outbox.id = attachment.item
         WHERE outbox.state = 'accepted' AND outbox.item = ''`,
      )
      .pluck()
      .all();
    if (settled.length === 0) return;
    const stillNamed = this.#db.prepare(
      `SELECT 1 FROM attachment JOIN outbox ON outbox.id = attachment.item
       WHERE attachment.sha256 = ? AND outbox.item <> ''`,
    );
    for (const sha256 of settled) if (stillNamed.get(sha256) === undefined) this.files.remove(sha256);
    this.#db
      .prepare(
        `DELETE FROM attachment WHERE item IN (SELECT id FROM outbox WHERE state = 'accepted' AND item = '')`,
      )
      .run();
  }

  /** At a start: ends what a power cut interrupted. A file that no commit names was promised to nobody. */
  tidy(): void {
    for (const sha256 of this.files.pending()) {
      if (this.#isNamed(sha256)) this.files.finish(sha256);
      else this.files.remove(sha256);
    }
    this.forgetSettled();
  }

  #isNamed(sha256: string): boolean {
    return this.#db.prepare('SELECT 1 FROM attachment WHERE sha256 = ?').get(sha256) !== undefined;
  }
}
