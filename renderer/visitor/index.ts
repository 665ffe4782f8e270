export { App } from './App.tsx';
export { useKiosk, useVisit } from './contexts.ts';
export { FailedScreen, VisitScreen, WaitingScreen } from './VisitScreen.tsx';
export { Rescue } from './Rescue.tsx';
export { useAsked } from './use-asked.ts';
export { useCodeStays } from './use-code-stays.ts';
export { useKept } from './use-kept.ts';
export { useKeyboardWords } from './use-keyboard-words.ts';
export { Wording, Written } from './Wording.tsx';
