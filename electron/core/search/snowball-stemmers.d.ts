declare module 'snowball-stemmers' {
  interface Stemmer {
    stem(word: string): string;
  }
  export type Algorithm =
    'arabic' | 'english' | 'french' | 'portuguese' | 'romanian' | 'russian' | 'spanish' | 'tamil' | 'turkish';
  const snowball: { newStemmer(algorithm: Algorithm): Stemmer };
  export default snowball;
}
