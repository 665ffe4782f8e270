import { useState } from 'react';
import { Key } from '../Key.tsx';
import { KeyRow } from '../KeyPad.tsx';
import { pagesOf } from './pages.ts';
import { type Composition } from './use-composition.ts';

export interface CompositionRowsProps {
  composition: Composition;
  /** Names the row of candidates. */
  label: string;
  /** On the key to the next candidates. */
  more: string;
}

/**
 * Over the keys: the letters typed, which a touch keeps as they are, and what they may mean. Its room is kept when it
 * is empty, so that the field above does not move at each word.
 */
export function CompositionRows({ composition, label, more }: CompositionRowsProps) {
  return (
    <fieldset className="composition" aria-label={label}>
      {composition.letters === '' ? (
        <p className="composition-hint">{label}</p>
      ) : (
        <Candidates key={composition.letters} composition={composition} more={more} />
      )}
    </fieldset>
  );
}

function Candidates({ composition, more }: Omit<CompositionRowsProps, 'label'>) {
  const [page, setPage] = useState(0);
  const pages = pagesOf(composition.candidates);
  return (
    <>
      <KeyRow>
        <Key shape="wide" onPress={composition.keep}>
          {composition.letters}
        </Key>
        {pages.length > 1 && (
          <Key shape="wide" onPress={() => setPage((page + 1) % pages.length)}>
            {more}
          </Key>
        )}
      </KeyRow>
      <KeyRow>
        {pages[page]?.map((candidate) => (
          <Key
            key={candidate.text}
            shape="candidate"
            lang="zh-Hans"
            onPress={() => composition.choose(candidate)}
          >
            {candidate.text}
          </Key>
        ))}
      </KeyRow>
    </>
  );
}
