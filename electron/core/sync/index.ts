export { Courier } from './courier.ts';
export { Follower } from './follower.ts';
export { startSync } from './sync.ts';
