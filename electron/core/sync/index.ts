export { Carrier } from './carrier.ts';
export { Courier } from './courier.ts';
export { Follower } from './follower.ts';
export { Settler } from './settler.ts';
export { startSync } from './sync.ts';
