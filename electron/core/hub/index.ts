export { HubClient, type HubFailure } from './client.ts';
