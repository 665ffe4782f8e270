export { DECISIONS, isStarted, type Decision, type Draft } from './draft.ts';
export { ReplyPanel } from './reply-panel.tsx';
export { READY_TEXTS } from './ready-texts.ts';
