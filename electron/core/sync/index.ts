export { Courier } from './courier.ts';
export { Follower } from './follower.ts';
export { startSync, type Sync } from './sync.ts';
