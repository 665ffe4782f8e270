/*
 * What the shell may use of the core. Nothing here may lead to SQLite: the oldest runtime dies when it is loaded into
 * the main process.
 */
export { readConfiguration } from './configuration.ts';
