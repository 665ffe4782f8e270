import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { OnScreenKeyboard } from './keyboard/OnScreenKeyboard.tsx';
import { type KeyboardSettings } from './keyboard/settings.ts';
import {
  deleteSign,
  deleteWord,
  insertInstead,
  insertSign,
  type Typed,
  withoutUnreadable,
} from './keyboard/typing.ts';
import { placeCaret } from './place-caret.ts';
import { usePhysicalKeys } from './use-physical-keys.ts';
import { withoutRepeats } from './without-repeats.ts';

export interface TextFieldProps extends KeyboardSettings {
  label: string;
  text: string;
  /** Told the new text, already without unreadable signs, and whether some had to be taken out. */
  onText: (text: string, removed: boolean) => void;
  /** Lines shown at once; one line takes no line breaks. */
  lines: 1 | 'many';
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
  const caret = useRef<HTMLSpanElement>(null);
  const keys = usePhysicalKeys();
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

  const showCaret = () => {
    if (area.current && caret.current) placeCaret(area.current, caret.current);
  };
  useLayoutEffect(showCaret);

  // What is written is seen while it is written, also where the title above it is long and large.
  useEffect(() => {
    if (props.text !== '') area.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [props.text]);

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

  function take(element: HTMLTextAreaElement) {
    const written = element.value.normalize('NFC');
    // A letter typed as two code points became one: the cursor stays behind it.
    if (written !== element.value)
      cursor.current = element.value.slice(0, element.selectionStart).normalize('NFC').length;
    const { text, removed } = withoutUnreadable(written);
    props.onText(props.lines === 1 ? text.replaceAll('\n', ' ') : text, removed);
  }

  const field = (
    <div className="text-field">
      <div className="text-field-place">
        <textarea
          ref={area}
          className="text-field-area"
          aria-label={props.label}
          aria-describedby={noteId}
          data-lines={props.lines}
          rows={props.lines === 1 ? 1 : 6}
          value={props.text}
          onChange={(event) => take(event.target)}
          readOnly={keys.readOnly}
          onSelect={showCaret}
          onScroll={showCaret}
          onKeyDown={(event) => {
            withoutRepeats(event);
            keys.onKeyDown(event);
          }}
          /* An empty text says nothing of its direction: the page's is more likely the writer's. */
          dir={props.text === '' ? undefined : 'auto'}
          inputMode="none"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        {keys.readOnly && <span ref={caret} className="text-field-caret" />}
      </div>
      <div id={noteId} className="text-field-note">
        {props.note}
      </div>
    </div>
  );
  const keyboard = (
    <OnScreenKeyboard
      {...props}
      written={props.text !== ''}
      onSign={(sign, instead = '') => change((typed) => insertInstead(typed, instead, sign))}
      onErase={() => change(deleteSign)}
      onEraseWord={() => change(deleteWord)}
      onEraseAll={() => change(() => ({ text: '', start: 0, end: 0 }))}
      onNewLine={props.lines === 'many' ? () => change((typed) => insertSign(typed, '\n')) : undefined}
    />
  );
  return { field, keyboard };
}
