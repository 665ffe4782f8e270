export { createAgent } from './agents.ts';
export { addConsoleRoutes, type ConsoleOptions } from './routes.ts';
