export { App, type AppProps, type CapabilityScreens } from './App.tsx';
export { useKiosk, useVisit, type Kiosk, type Visit } from './contexts.ts';
export { FailedScreen, VisitScreen, WaitingScreen } from './VisitScreen.tsx';
export { Rescue } from './Rescue.tsx';
export { useAsked, type Asked } from './use-asked.ts';
export { useForget, useKept } from './use-kept.ts';
export { useKeyboardWords } from './use-keyboard-words.ts';
export { Wording, Written } from './Wording.tsx';
