import { type ServiceKey } from '../../../shared/contract/index.ts';
import { type Language } from '../../../shared/model/index.ts';
import { type Db } from '../store/index.ts';
import { stemOf } from './stems.ts';
import { isStopWord } from './stop-words.ts';
import { Vocabulary } from './vocabulary.ts';
import { plainWords } from './words.ts';

export interface Question {
  text: string;
  language: Language;
  /** Its services come first among equals. */
  homeTenant: string | undefined;
}

interface Hit extends ServiceKey {
  row: number;
  language: string;
  score: number;
}

const MOST_WORDS = 12;
const MOST_ROWS = 400;
const MOST_HITS = 50;
const SHORTEST_BEGINNING = 3;

/** How much more a word counts in a service's name than in its everyday words, and there than in its summary. */
const WEIGHTS = '10.0, 6.0, 2.0';
/** A hit in the language on the screen is the likelier one. */
const OWN_LANGUAGE = 1.5;
/** Scores that differ by less than this part of the best one are equals. */
const STEPS_OF_SCORE = 6;
/** What is this much worse than the best is noise. */
const LEAST_PART_OF_BEST = 0.08;

/**
 * Finds services by what somebody typed, best first. A service that has all the words comes before one that has some;
 * the last word may be unfinished, and one typing error in a word is forgiven.
 */
export function search(db: Db, vocabulary: Vocabulary, question: Question): ServiceKey[] {
  const typed = plainWords(question.text).slice(0, MOST_WORDS);
  const meant = withoutStopWords(typed);
  const wanted = meant
    .map((word, at) => formsOf(word, at === meant.length - 1, question.language, vocabulary))
    .filter((forms) => forms.length > 0);
  const hits = together(wanted.map((forms) => find(db, forms.join(' OR '))));
  return inOrder(hits, question).slice(0, MOST_HITS);
}

/** Words like "je veux" are kept only when there is nothing else. */
function withoutStopWords(words: readonly string[]): string[] {
  const meant = words.filter((word) => !isStopWord(word));
  return meant.length > 0 ? meant : [...words];
}

/** The forms of one word to look for; none when the index has nothing like it. */
function formsOf(word: string, isLast: boolean, language: Language, vocabulary: Vocabulary): string[] {
  const stem = stemOf(word, language);
  const forms = new Set([word, stem].filter((form) => vocabulary.has(form)).map(quoted));
  const mayBeUnfinished = isLast || (forms.size === 0 && word.length >= SHORTEST_BEGINNING);
  if (mayBeUnfinished && vocabulary.hasBeginning(word)) forms.add(`${quoted(word)} *`);
  if (forms.size > 0) return [...forms];
  return vocabulary.corrections(word).flatMap((term) => [quoted(term)]);
}

/** Only letters and digits come here, and they stand between quotes: nothing typed is ever FTS syntax. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '')}"`;
}

function find(db: Db, expression: string): Hit[] {
  return db
    .prepare<[string], Hit>(
      `SELECT row.number AS row, row.tenant, row.service AS id, row.language, -bm25(search_text, ${WEIGHTS}) AS score
       FROM search_text JOIN search_row AS row ON row.number = search_text.rowid
       WHERE search_text MATCH ? ORDER BY score DESC LIMIT ${MOST_ROWS}`,
    )
    .all(expression);
}

/**
 * Adds up what each word found. A row counts by the share of the words that it has, so that two words said in passing
 * do not hide the service that bears one of them in its name, and a rare word alone does not hide the one with both.
 */
function together(found: readonly (readonly Hit[])[]): Hit[] {
  const rows = new Map<number, Hit & { words: number }>();
  for (const hit of found.flat()) {
    const known = rows.get(hit.row);
    rows.set(hit.row, {
      ...hit,
      score: hit.score + (known?.score ?? 0),
      words: 1 + (known?.words ?? 0),
    });
  }
  return [...rows.values()].map((row) => ({ ...row, score: (row.score * row.words) / found.length }));
}

/** One hit a service, by its best language; then by score, and the home tenant first among equals. */
function inOrder(hits: readonly Hit[], question: Question): ServiceKey[] {
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    const score = isOwnLanguage(hit.language, question.language) ? hit.score * OWN_LANGUAGE : hit.score;
    const key = `${hit.tenant}/${hit.id}`;
    if (score > (best.get(key)?.score ?? -1)) best.set(key, { ...hit, score });
  }
  const top = Math.max(...[...best.values()].map((hit) => hit.score));
  const step = (hit: Hit) => Math.round((STEPS_OF_SCORE * hit.score) / top);
  const away = (hit: Hit) => (hit.tenant === question.homeTenant ? 0 : 1);
  return [...best.values()]
    .filter((hit) => hit.score >= top * LEAST_PART_OF_BEST)
    .sort((a, b) => step(b) - step(a) || away(a) - away(b) || b.score - a.score)
    .map(({ tenant, id }) => ({ tenant, id }));
}

function isOwnLanguage(found: string, asked: Language): boolean {
  return (
    found === asked || (found === 'fr' && asked === 'fr-simple') || (found === 'fr-simple' && asked === 'fr')
  );
}
