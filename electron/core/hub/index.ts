export { HubClient, type CheckpointReply, type HubFailure } from './client.ts';
export { parseJson, parseJsonBytes } from './json.ts';
export { type ContentSource } from './source.ts';
