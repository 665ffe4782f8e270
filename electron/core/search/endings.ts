import { plain } from './letters.ts';

/** What nouns, adjectives and common verbs end in, in the languages that no stemmer here knows. */
const ENDINGS: Readonly<Record<string, string>> = {
  bn: 'র ের য়ের কে তে য় ে টা টি গুলো গুলি দের রা েরা',
  uk: `а я о е є у ю і ї и й ь ий ій ої ою ею єю ого ому им ім іх их ими іми ам ям ах ях ами ями ом ем єм ів їв еві ові
    єві ати яти ити іти ає яє ує ють уть ать ять ся тися ться`,
  ur: 'ا ہ ے ی وں یں ات یاں یوں ؤں ئیں',
};

/** In codes: less than this may be another word. */
const SHORTEST_REST: Readonly<Record<string, number>> = { bn: 3, uk: 4, ur: 3 };

const longestFirst = new Map(
  Object.entries(ENDINGS).map(([language, endings]) => [
    language,
    plain(endings)
      .split(/\s+/u)
      .sort((a, b) => b.length - a.length),
  ]),
);

/** A word without the longest such ending that leaves enough of it. @param word as `plainWords` gives it */
export function withoutEnding(word: string, language: string): string {
  const longestEnding = word.length - (SHORTEST_REST[language] ?? word.length);
  const ending = longestFirst
    .get(language)
    ?.find((candidate) => candidate.length <= longestEnding && word.endsWith(candidate));
  return ending === undefined ? word : word.slice(0, word.length - ending.length);
}
