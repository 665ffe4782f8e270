import { type Localized, type Service } from '../../../shared/model/index.ts';
import { type Db, prepared } from '../store/index.ts';
import { plain } from './letters.ts';
import { stemOf } from './stems.ts';
import { chineseSigns, writtenWords } from './words.ts';

/** Makes a service findable: one row per language that its name exists in. */
export function indexService(db: Db, tenant: string, id: string, service: Service): void {
  forgetService(db, tenant, id);
  for (const language of languagesOf(service.name)) {
    const row = prepared(db, 'INSERT INTO search_row (tenant, service, language) VALUES (?, ?, ?)').run(
      tenant,
      id,
      language,
    );
    prepared(db, 'INSERT INTO search_text (rowid, name, words, summary) VALUES (?, ?, ?, ?)').run(
      row.lastInsertRowid,
      indexed(textIn(service.name, language), language),
      indexed(everydayWords(service, language), language),
      indexed(textIn(service.summary, language), language),
    );
  }
}

export function forgetService(db: Db, tenant: string, id: string): void {
  forgetServices(db, tenant, [id]);
}

/**
 * Several before others are indexed: SQLite writes a part of the index and merges it whenever a row comes after one with a
 * larger number, which one forgotten and one indexed by turns would do at each.
 */
export function forgetServices(db: Db, tenant: string, ids: readonly string[]): void {
  const forget = prepared<[string, string], number>(
    db,
    'DELETE FROM search_row WHERE tenant = ? AND service = ? RETURNING number',
  ).pluck();
  const rows = ids.flatMap((id) => forget.all(tenant, id)).toSorted((a, b) => a - b);
  for (const row of rows) prepared(db, 'DELETE FROM search_text WHERE rowid = ?').run(row);
}

function languagesOf(text: Localized): string[] {
  return Object.keys(text).filter((key) => key !== 'original');
}

function textIn(text: Localized, language: string): string {
  const variant: unknown = text[language];
  return typeof variant === 'object' && variant !== null && 'text' in variant ? String(variant.text) : '';
}

/** The words that people use are the same in easy French as in French. */
function everydayWords(service: Service, language: string): string {
  const own = service.words[language] ?? [];
  const french = language === 'fr-simple' ? (service.words['fr'] ?? []) : [];
  return [...own, ...french].join(' · ');
}

/**
 * Words as written, for beginnings and typing errors; their stems, for their other forms; and Chinese sign by sign,
 * because where a word ends is not the same for everybody.
 */
function indexed(text: string, language: string): string {
  const words = writtenWords(text);
  const written = words.map(plain);
  const stems = words.map((word) => stemOf(word, language)).filter((stem, at) => stem !== written[at]);
  return [...written, ...stems, ...words.flatMap(chineseSigns)].join(' ');
}
