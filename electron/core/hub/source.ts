import { type HubClient } from './client.ts';

/** Where content comes from: the hub itself, or a stick with the same bytes. */
export type ContentSource = Pick<HubClient, 'checkpoint' | 'feedPage' | 'snapshot' | 'segment'>;
