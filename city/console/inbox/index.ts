export { useFilter } from './filter-address.ts';
export { nextWaiting, waitingCount } from './groups.ts';
export { focusRow } from './inbox-list.tsx';
export { InboxPanel } from './inbox-panel.tsx';
export { useInbox } from './use-inbox.ts';
