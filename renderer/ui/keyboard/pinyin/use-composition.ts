import { useEffect, useState } from 'react';
import { chooseCandidate, type Step, typeSign } from './compose.ts';
import { type Candidate, type Dictionary, suggest } from './suggest.ts';

export interface Field {
  composes: boolean;
  /** Writes `sign` in place of `instead`, which stands just before the cursor. */
  write: (sign: string, instead?: string) => void;
  erase: () => void;
  eraseWord: () => void;
}

export interface Composition {
  /** Those that may still become characters. They stand in the field all the while: nothing typed is ever lost. */
  letters: string;
  candidates: Candidate[];
  choose: (candidate: Candidate) => void;
  type: (sign: string) => void;
  erase: () => void;
  eraseWord: () => void;
  /** The letters stay as they are. */
  keep: () => void;
}

/** Characters from syllables. Where nothing composes, signs are written as they are. */
export function useComposition({ composes, write, erase, eraseWord }: Field): Composition {
  const dictionary = useDictionary(composes);
  const [letters, setLetters] = useState('');
  const candidates = dictionary ? suggest(dictionary, letters) : [];
  const keep = () => setLetters('');

  function take(step: Step) {
    setLetters(step.letters);
    write(step.write.sign, step.write.instead);
  }

  return {
    letters,
    candidates,
    choose: (candidate) => take(chooseCandidate(letters, candidate)),
    type: (sign) => (composes ? take(typeSign(letters, sign, candidates[0])) : write(sign)),
    erase() {
      setLetters(letters.slice(0, -1));
      erase();
    },
    eraseWord() {
      keep();
      if (letters === '') eraseWord();
      else write('', letters);
    },
    keep,
  };
}

/** A chunk of its own, loaded when a keyboard that needs it opens. */
function useDictionary(wanted: boolean): Dictionary | undefined {
  const [dictionary, setDictionary] = useState<Dictionary>();
  useEffect(() => {
    let current = true;
    async function load() {
      const { DICTIONARY } = await import('./dictionary.ts');
      if (current) setDictionary(DICTIONARY);
    }
    if (wanted) void load();
    return () => {
      current = false;
    };
  }, [wanted]);
  return dictionary;
}
