import { type Content, pageOf } from '../../../shared/content/index.ts';
import {
  type ServiceCard,
  type ServiceKey,
  serviceCardSchema,
  type ServicePage,
} from '../../../shared/contract/index.ts';
import {
  type Commitment,
  commitmentSchema,
  reading,
  type Language,
  type Recording,
  recordingSchema,
  type Tenant,
} from '../../../shared/model/index.ts';
import { type SealedAnswer, sealedAnswerSchema } from '../../../shared/sealing/index.ts';
import { readRecord } from '../projection/index.ts';
import { search, Vocabulary } from '../search/index.ts';
import { type Db, openContentForReading } from '../store/index.ts';

const promiseSchema = reading(commitmentSchema);

/** What the cities published, out of the kiosk's content file. */
export class ContentView implements Content {
  readonly #db: Db;
  #vocabulary: { generation: number; words: Vocabulary } | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @throws when there is no content yet */
  static open(folder: string): ContentView {
    return new ContentView(openContentForReading(folder));
  }

  close(): void {
    this.#db.close();
  }

  generation(): number {
    return this.#db.prepare<[], number>('SELECT number FROM generation').pluck().get() ?? 0;
  }

  tenant(tenant: string): Tenant | undefined {
    return readRecord(this.#db, tenant, 'tenant', tenant)?.body;
  }

  cards(tenants: readonly string[]): ServiceCard[] {
    return tenants.flatMap((tenant) =>
      this.#bodies('SELECT body FROM card WHERE tenant = ? ORDER BY id', tenant).map((body) =>
        serviceCardSchema.parse(body),
      ),
    );
  }

  page({ tenant, id }: ServiceKey): ServicePage | undefined {
    const service = readRecord(this.#db, tenant, 'service', id);
    if (!service) return undefined;
    return pageOf(
      { tenant, id },
      {
        service,
        commitments: this.#commitments(tenant, id),
        form: readRecord(this.#db, tenant, 'form', id)?.body,
      },
    );
  }

  clips(tenants: readonly string[]): string[] {
    const ids = this.#db.prepare<[string], string>('SELECT id FROM clip WHERE tenant = ?').pluck();
    return [...new Set(tenants.flatMap((tenant) => ids.all(tenant)))];
  }

  clip(tenants: readonly string[], id: string): Recording | undefined {
    for (const tenant of tenants) {
      const clip = readRecord(this.#db, tenant, 'clip', id)?.body;
      if (clip) return recordingSchema.parse(clip);
    }
    return undefined;
  }

  search(text: string, language: Language, homeTenant: string | undefined): ServiceKey[] {
    return search(this.#db, this.#words(), { text, language, homeTenant });
  }

  answers(tenant: string, lookupId: string): SealedAnswer[] {
    return this.#bodies(
      'SELECT body FROM answer WHERE tenant = ? AND lookup_id = ? ORDER BY turn',
      tenant,
      lookupId,
    ).map((body) => sealedAnswerSchema.parse(body));
  }

  seasons(tenant: string): string[] {
    return this.#db
      .prepare<[string], string>('SELECT DISTINCT season FROM answer WHERE tenant = ? ORDER BY season DESC')
      .pluck()
      .all(tenant);
  }

  hasForms(tenant: string): boolean {
    return (
      this.#db
        .prepare<[string], number>(
          "SELECT 1 FROM record WHERE tenant = ? AND scope = 'public' AND collection = 'form' LIMIT 1",
        )
        .get(tenant) !== undefined
    );
  }

  #commitments(tenant: string, service: string): Commitment[] {
    return this.#bodies(
      'SELECT body FROM promise WHERE tenant = ? AND service = ? ORDER BY id',
      tenant,
      service,
    ).map((body) => promiseSchema.parse(body));
  }

  #words(): Vocabulary {
    const generation = this.generation();
    if (this.#vocabulary?.generation !== generation)
      this.#vocabulary = { generation, words: Vocabulary.of(this.#db) };
    return this.#vocabulary.words;
  }

  #bodies(query: string, ...values: string[]): unknown[] {
    return this.#db
      .prepare<string[], string>(query)
      .pluck()
      .all(...values)
      .map((body) => JSON.parse(body) as unknown);
  }
}
