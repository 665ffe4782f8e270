export { Carrier } from './carrier.ts';
export { Courier } from './courier.ts';
export { Follower, type FollowFailure } from './follower.ts';
export { Settler } from './settler.ts';
export { startSync } from './sync.ts';
export { readSigned } from './trusted.ts';
export { ContentTurn } from './turn.ts';
