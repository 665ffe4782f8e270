import snowball, { type Algorithm } from 'snowball-stemmers';
import { withoutEnding } from './endings.ts';
import { languageOfWord } from './language-of-word.ts';
import { plain } from './letters.ts';
import { remembered } from './remembered.ts';

const ALGORITHMS: Record<string, Algorithm> = {
  ar: 'arabic',
  en: 'english',
  es: 'spanish',
  fr: 'french',
  'fr-simple': 'french',
  'pt-PT': 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  ta: 'tamil',
  tr: 'turkish',
};

const stemmers = new Map<Algorithm, (word: string) => string>();

/**
 * What a word keeps in all its forms, as it is indexed: "logements" and "logement" share theirs. The word itself where
 * nothing is known to take off.
 * @param written as `writtenWords` gives it: a stemmer goes by accents
 */
export function stemOf(written: string, language: string): string {
  const own = languageOfWord(written, language);
  const algorithm = ALGORITHMS[own];
  return algorithm ? plain(stemmerFor(algorithm)(written)) : withoutEnding(plain(written), own);
}

function stemmerFor(algorithm: Algorithm): (word: string) => string {
  const known = stemmers.get(algorithm);
  if (known) return known;
  const stemmer = snowball.newStemmer(algorithm);
  const made = remembered((word) => stemmer.stem(word));
  stemmers.set(algorithm, made);
  return made;
}
