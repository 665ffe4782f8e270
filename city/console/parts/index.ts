export { AskedButton } from './asked-button.tsx';
export { DialogButton } from './dialog-button.tsx';
export { Choice } from './choice.tsx';
export { LineField, LongField } from './field.tsx';
export { SectionPage } from './section-page.tsx';
export { SessionTable } from './session-table.tsx';
export { StateWord } from './state-word.tsx';
export { Trouble } from './trouble.tsx';
export { useFirstFocus } from './use-first-focus.ts';
