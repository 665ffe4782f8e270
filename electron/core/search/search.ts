import { type ServiceKey } from '../../../shared/contract/index.ts';
import { type Language } from '../../../shared/model/index.ts';
import { type Db } from '../store/index.ts';
import { formsOf, guessesOf, type TypedWord } from './forms.ts';
import { plain } from './letters.ts';
import { isStopWord } from './stop-words.ts';
import { type Vocabulary } from './vocabulary.ts';
import { writtenWords } from './words.ts';

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

/** How much more a word counts in a service's name than in its everyday words, and there than in its summary. */
const WEIGHTS = '10.0, 6.0, 2.0';
/** A hit in the language on the screen is the likelier one. */
const OWN_LANGUAGE = 1.5;
/** What a word said in passing counts beside the others. */
const IN_PASSING = 0.3;
/** Scores that differ by less than this part of the best one are equals. */
const STEPS_OF_SCORE = 6;
/** What is this much worse than the best is noise. */
const LEAST_PART_OF_BEST = 0.08;

/**
 * Finds services by what somebody typed, best first. A service that has all the words comes before one that has some;
 * the last word may be unfinished, and one typing error in a word is forgiven.
 */
export function search(db: Db, vocabulary: Vocabulary, question: Question): ServiceKey[] {
  const { language } = question;
  const { telling, passing } = typedWords(question);
  const found = telling
    .map((word) => lookFor(db, vocabulary, word, language))
    .filter((hits) => hits.length > 0);
  const besides = passing.flatMap((word) => find(db, formsOf(word, language, vocabulary), language));
  return inOrder(together(found, besides), question).slice(0, MOST_HITS);
}

/** Words like "je veux", said in passing, only help to choose; they tell what is meant when there is nothing else. */
function typedWords({ text, language }: Question): { telling: TypedWord[]; passing: TypedWord[] } {
  const words = writtenWords(text);
  const all = words.map((written, at) => ({
    written,
    mayBeUnfinished: at === words.length - 1,
    joined: [words.slice(Math.max(at - 1, 0), at + 1), words.slice(at, at + 2)].map((pair) =>
      plain(pair.join('')),
    ),
  }));
  const telling = all.filter(({ written }) => !isStopWord(plain(written), language));
  if (telling.length === 0) return { telling: all.slice(0, MOST_WORDS), passing: [] };
  const passing = all
    .filter((word) => !telling.includes(word))
    .map((word) => ({ ...word, mayBeUnfinished: false }));
  return { telling: telling.slice(0, MOST_WORDS), passing: passing.slice(0, MOST_WORDS) };
}

/** A word that no service has in the language on the screen may be mistyped there, whatever it is in another one. */
function lookFor(db: Db, vocabulary: Vocabulary, word: TypedWord, language: Language): Hit[] {
  const asTyped = find(db, formsOf(word, language, vocabulary), language);
  if (asTyped.some((hit) => isOwnLanguage(hit.language, language))) return asTyped;
  const guessed = find(db, guessesOf(word, vocabulary), language);
  if (asTyped.length === 0) return guessed;
  return [...asTyped, ...guessed.filter((hit) => isOwnLanguage(hit.language, language))];
}

function find(db: Db, forms: readonly string[], language: Language): Hit[] {
  if (forms.length === 0) return [];
  return db
    .prepare<[string, string], Hit>(
      `SELECT row.number AS row, row.tenant, row.service AS id, row.language,
         -bm25(search_text, ${WEIGHTS}) AS score
       FROM search_text JOIN search_row AS row ON row.number = search_text.rowid
       WHERE search_text MATCH ? ORDER BY row.language = ? DESC, score DESC LIMIT ${MOST_ROWS}`,
    )
    .all(forms.join(' OR '), language);
}

/**
 * Adds up what each word found. A row counts by the share of the telling words that it has, so that a rare word alone
 * does not hide the service with both.
 */
function together(found: readonly (readonly Hit[])[], besides: readonly Hit[]): Hit[] {
  const rows = new Map<number, Hit & { words: number }>();
  for (const hit of found.flat()) {
    const known = rows.get(hit.row);
    rows.set(hit.row, {
      ...hit,
      score: hit.score + (known?.score ?? 0),
      words: 1 + (known?.words ?? 0),
    });
  }
  for (const { row, score } of besides) {
    const known = rows.get(row);
    if (known) known.score += score * IN_PASSING;
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
