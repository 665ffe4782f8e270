export { HubClient, type HubFailure, type HubIdentity } from './client.ts';
