import { type Language } from '../../../shared/model/index.ts';
import { plain } from './letters.ts';
import { stemOf } from './stems.ts';
import { type Vocabulary } from './vocabulary.ts';
import { chineseSigns } from './words.ts';

export interface TypedWord {
  written: string;
  mayBeUnfinished: boolean;
  /** It and a neighbour written in one, as "baby sitting" may be. */
  joined: readonly string[];
}

/** Whatever page they read, people here have papers in it, and type what stands there. */
const LANGUAGE_OF_PAPERS: Language = 'fr';
const SHORTEST_BEGINNING = 3;
const SHORTEST_PART = 2;

/** What to look for when a word is taken as it was typed; empty when the index has nothing of it. */
export function formsOf(typed: TypedWord, language: Language, vocabulary: Vocabulary): string[] {
  const word = plain(typed.written);
  const stems = [language, LANGUAGE_OF_PAPERS].map((each) => stemOf(typed.written, each));
  const forms = [word, ...stems, ...typed.joined].filter((form) => vocabulary.has(form)).map(quoted);
  forms.push(...signsTogether(word));
  const isBeginning = typed.mayBeUnfinished || (forms.length === 0 && word.length >= SHORTEST_BEGINNING);
  if (isBeginning && vocabulary.hasBeginning(word)) forms.push(`${quoted(word)} *`);
  return [...new Set(forms)];
}

/** What else may be meant by a word: it has a typing error, another ending, or no space where it should have one. */
export function guessesOf(typed: TypedWord, vocabulary: Vocabulary): string[] {
  const word = plain(typed.written);
  const signs = chineseSigns(word).filter((sign) => vocabulary.has(sign));
  const guesses = [...signs, ...vocabulary.corrections(word), ...vocabulary.relatives(word)];
  return [...new Set([...guesses, ...inTwo(word, vocabulary)])].map(quoted);
}

/** A Chinese word wherever its signs stand side by side, in one word of the index or in several. */
function signsTogether(word: string): string[] {
  const signs = chineseSigns(word);
  return signs.length > 1 ? [quoted(signs.join(' '))] : [];
}

/** Two words that stand side by side in the index: Urdu is written with or without the space. */
function inTwo(word: string, vocabulary: Vocabulary): string[] {
  const pairs: string[] = [];
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (vocabulary.has(before) && vocabulary.has(after)) pairs.push(`${before} ${after}`);
  }
  return pairs;
}

/** Only letters, digits and their marks come here, and they stand between quotes: nothing typed is ever FTS syntax. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '')}"`;
}
