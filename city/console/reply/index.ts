export { isStarted, type Decision, type Draft } from './draft.ts';
export { ReplyPanel } from './reply-panel.tsx';
