import snowball, { type Algorithm } from 'snowball-stemmers';

const ALGORITHMS: Record<string, Algorithm> = {
  ar: 'arabic',
  en: 'english',
  es: 'spanish',
  fr: 'french',
  'fr-simple': 'french',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  ta: 'tamil',
  tr: 'turkish',
};

const stemmers = new Map<Algorithm, { stem(word: string): string }>();

/**
 * What a word keeps in all its forms: "propositions" and "proposer" share theirs. The word itself where no stemmer
 * knows the language. Arabic letters are Arabic whatever the page's language is.
 * @param word as `plainWords` gives it
 */
export function stemOf(word: string, language: string): string {
  const algorithm = /\p{Script=Arabic}/u.test(word) ? 'arabic' : ALGORITHMS[language];
  return algorithm === undefined ? word : stemmerFor(algorithm).stem(word);
}

function stemmerFor(algorithm: Algorithm): { stem(word: string): string } {
  const known = stemmers.get(algorithm);
  if (known) return known;
  const made = snowball.newStemmer(algorithm);
  stemmers.set(algorithm, made);
  return made;
}
