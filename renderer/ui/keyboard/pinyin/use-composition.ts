import { useEffect, useState } from 'react';
import { type Candidate, type Dictionary, suggest } from './suggest.ts';

export interface Field {
  composes: boolean;
  /** Writes `sign` in place of `written`, which stands just before the cursor. */
  write: (sign: string, written?: string) => void;
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
  const [first] = candidates;
  const keep = () => setLetters('');

  /** What is left of the letters goes on composing, unless a sign ends it. */
  function choose(candidate: Candidate, sign = '') {
    const rest = letters.slice(candidate.letters).replace(/^'/, '');
    write(candidate.text + rest + sign, letters);
    setLetters(sign === '' ? rest : '');
  }

  function type(sign: string) {
    if (composes && isPinyin(sign, letters)) {
      setLetters(letters + sign);
      write(sign);
    } else if (letters === '') write(sign);
    else if (first) choose(first, sign === ' ' ? '' : sign);
    else {
      keep();
      write(sign);
    }
  }

  return {
    letters,
    candidates,
    choose: (candidate) => choose(candidate),
    type,
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

function isPinyin(sign: string, letters: string): boolean {
  return /^[a-z]$/.test(sign) || (sign === "'" && letters !== '');
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
