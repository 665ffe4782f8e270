import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { type KeyboardLanguage } from './keyboard/layouts.ts';
import { type KeyboardWords, OnScreenKeyboard } from './keyboard/OnScreenKeyboard.tsx';
import { deleteSign, deleteWord, insertSign, type Typed, withoutUnreadable } from './keyboard/typing.ts';

export interface TextFieldProps {
  label: string;
  text: string;
  /** Told the new text, already without unreadable signs, and whether some had to be taken out. */
  onText: (text: string, removed: boolean) => void;
  /** Lines shown at once; one line takes no line breaks. */
  lines: 1 | 'many';
  language: KeyboardLanguage;
  words: KeyboardWords;
  /** Under the field: how much room is left, what to change. */
  note?: ReactNode;
}

export interface FieldParts {
  field: ReactNode;
  keyboard: ReactNode;
}

/**
 * A field and its keyboard, apart, because they stand in different zones of the screen. The field takes no system
 * keyboard (`inputmode=none`) and listens to a physical one.
 */
export function useTextField(props: TextFieldProps): FieldParts {
  const area = useRef<HTMLTextAreaElement>(null);
  const cursor = useRef<number | undefined>(undefined);
  const noteId = useId();

  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  useLayoutEffect(() => {
    const position = cursor.current;
    const element = area.current;
    if (position === undefined || !element) return;
    cursor.current = undefined;
    element.setSelectionRange(position, position);
    element.scrollTop = element.scrollHeight;
  });

  function change(edit: (typed: Typed) => Typed) {
    const element = area.current;
    const end = props.text.length;
    const next = edit({
      text: props.text,
      start: element?.selectionStart ?? end,
      end: element?.selectionEnd ?? end,
    });
    cursor.current = next.start;
    props.onText(next.text, false);
  }

  function take(raw: string) {
    const { text, removed } = withoutUnreadable(raw);
    props.onText(props.lines === 1 ? text.replaceAll('\n', ' ') : text, removed);
  }

  const field = (
    <div className="text-field">
      <textarea
        ref={area}
        className="text-field-area"
        aria-label={props.label}
        aria-describedby={noteId}
        data-lines={props.lines}
        rows={props.lines === 1 ? 1 : 6}
        value={props.text}
        onChange={(event) => take(event.target.value)}
        dir="auto"
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <div id={noteId} className="text-field-note">
        {props.note}
      </div>
    </div>
  );
  const newLine =
    props.lines === 'many' ? { onNewLine: () => change((typed) => insertSign(typed, '\n')) } : {};
  const keyboard = (
    <OnScreenKeyboard
      language={props.language}
      words={props.words}
      onSign={(sign) => change((typed) => insertSign(typed, sign))}
      onErase={() => change(deleteSign)}
      onEraseWord={() => change(deleteWord)}
      {...newLine}
    />
  );
  return { field, keyboard };
}
