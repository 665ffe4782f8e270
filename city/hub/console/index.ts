export { createAgent } from './agents.ts';
export { addConsoleRoutes } from './routes.ts';
