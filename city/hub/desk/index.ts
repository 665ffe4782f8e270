export { startBells, type Bells } from './bells.ts';
export { endCall, lookAtCall, startCall } from './calls.ts';
export { forgetCalls, startForgettingCalls } from './forget.ts';
export { createDeskCode, listPosts, revokePost, sitesOf } from './posts.ts';
export { addDeskRoutes } from './routes.ts';
