import { useState } from 'react';
import { EraseAllKey } from './EraseAllKey.tsx';
import { Key } from './Key.tsx';
import { KeyPad, KeyRow } from './KeyPad.tsx';
import { LAYOUTS } from './layouts.ts';
import { LetterRows } from './LetterRows.tsx';
import { otherOrderOf, type Page, pageOf } from './pages.ts';
import { CompositionRows } from './pinyin/CompositionRows.tsx';
import { useComposition } from './pinyin/use-composition.ts';
import { type KeyboardSettings, mannersOf } from './settings.ts';
import { SpeakKey } from './SpeakKey.tsx';
import { useCapitals } from './use-capitals.ts';

export interface KeyboardProps extends KeyboardSettings {
  /** With `instead`, the sign takes the place of that text, which stands just before the cursor. */
  onSign: (sign: string, instead?: string) => void;
  onErase: () => void;
  onEraseWord: () => void;
  onEraseAll: () => void;
  /** Absent where a line break means nothing. */
  onNewLine?: (() => void) | undefined;
  /** Whether there is something to erase. */
  written: boolean;
}

export function OnScreenKeyboard(props: KeyboardProps) {
  const { language, words, habits, onNewLine } = props;
  const layout = LAYOUTS[language];
  const [page, setPage] = useState<Page>('letters');
  const capitals = useCapitals(words);
  const composes = layout.composes === 'pinyin' && page === 'letters';
  const composition = useComposition({
    composes,
    write: props.onSign,
    erase: props.onErase,
    eraseWord: props.onEraseWord,
  });
  const { rows, letters, ordered } = pageOf(layout, page, habits.alphabetical);

  function turnTo(next: Page) {
    composition.keep();
    setPage(next);
  }

  function type(sign: string) {
    composition.type(sign);
    capitals.used();
    // One accent is what people come for; the next is one touch away.
    if (page === 'second' && layout.second.kind === 'accents') setPage('letters');
  }

  function changeOrder() {
    props.onHabits({ ...habits, alphabetical: !habits.alphabetical });
    if (!ordered) turnTo('letters');
  }

  return (
    <KeyPad label={words.keyboard} columns={Math.max(...rows.map((row) => row.length))} {...mannersOf(props)}>
      <output className="unseen">{capitals.announced}</output>
      {composes && <CompositionRows composition={composition} label={words.candidates} more={words.more} />}
      <LetterRows
        rows={rows}
        lang={letters?.lang ?? language}
        capitals={capitals.on && letters?.capitals === true}
        words={words}
        onSign={type}
      />
      <KeyRow kind="wide">
        {letters?.capitals && (
          <Key
            shape="wide"
            label={words.capitals}
            said={capitals.on ? words.capitalsOff : words.capitalsOn}
            pressed={capitals.on}
            onPress={capitals.turn}
            pictogram={{ name: 'arrow-big-up' }}
          />
        )}
        <Key shape="wide" onPress={() => turnTo(page === 'signs' ? 'letters' : 'signs')}>
          {page === 'signs' ? words.letters : words.signs}
        </Key>
        <Key shape="wide" onPress={() => turnTo(page === 'second' ? 'letters' : 'second')}>
          {page === 'second' ? words.own : words[layout.second.kind]}
        </Key>
        <Key shape="space" onPress={() => type(' ')}>
          {words.space}
        </Key>
        {onNewLine && (
          <Key
            shape="wide"
            label={words.newLine}
            onPress={composition.letters === '' ? onNewLine : composition.keep}
            pictogram={{ name: 'corner-down-left' }}
          />
        )}
        <Key shape="wide" label={words.erase} onPress={composition.erase} pictogram={{ name: 'delete' }} />
      </KeyRow>
      <KeyRow kind="tools">
        {(ordered || layout.letters.alphabetical) && (
          <Key shape="tool" onPress={changeOrder}>
            {words[otherOrderOf(habits.alphabetical)]}
          </Key>
        )}
        <SpeakKey {...props} />
        <Key shape="tool" onPress={composition.eraseWord}>
          {words.eraseWord}
        </Key>
        <EraseAllKey
          words={words}
          written={props.written}
          onEraseAll={() => {
            composition.keep();
            props.onEraseAll();
          }}
        />
      </KeyRow>
    </KeyPad>
  );
}
