export { isStarted, lastTurn, type Draft } from './draft.ts';
export { ReplyPanel } from './reply-panel.tsx';
