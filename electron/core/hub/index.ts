export { HubClient, type HubFailure } from './client.ts';
export { parseJson } from './json.ts';
