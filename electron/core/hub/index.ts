export { HubClient, type CheckpointReply, type HubFailure } from './client.ts';
export { parseJsonBytes } from './json.ts';
export { type ContentSource } from './source.ts';
