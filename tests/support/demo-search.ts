import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../electron/core/log/index.ts';
import { projectAll } from '../../electron/core/projection/index.ts';
import { indexService, search, Vocabulary } from '../../electron/core/search/index.ts';
import { openContent } from '../../electron/core/store/index.ts';
import { type Language, type Service } from '../../shared/model/index.ts';
import { demoServices } from './records.ts';

/** The services of the demo cities, as the kiosk indexes them in its file. */
export class DemoSearch {
  readonly #folder = mkdtempSync(join(tmpdir(), 'borne-search-'));
  readonly db = openContent(this.#folder, { version: '1', projectAll }, silentLog);
  readonly #vocabulary: Vocabulary;
  /** How long each search took. */
  readonly milliseconds: number[] = [];

  /** @param more services of Paris that only a test needs, by id */
  constructor(more: ReadonlyMap<string, Service> = new Map()) {
    this.db.transaction(() => {
      for (const { tenant, id, record } of demoServices().values()) indexService(this.db, tenant, id, record);
      for (const [id, record] of more) indexService(this.db, 'paris', id, record);
    })();
    this.#vocabulary = Vocabulary.of(this.db);
  }

  /** tenant/id, best first. */
  find(text: string, language: Language, homeTenant = 'pantin'): string[] {
    const started = performance.now();
    const found = search(this.db, this.#vocabulary, { text, language, homeTenant });
    this.milliseconds.push(performance.now() - started);
    return found.map(({ tenant, id }) => `${tenant}/${id}`);
  }

  close(): void {
    this.db.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
