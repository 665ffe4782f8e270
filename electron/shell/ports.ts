import type { WebContents } from 'electron';
import { CHANNELS } from '../../shared/contract/index.ts';
import type { SupervisedProcess } from './supervisor.ts';

/**
 * Gives a page its two connections, reading first, recording second. They close by themselves when a process goes; the
 * page then asks again, and that is how it reconnects.
 */
export function givePorts(page: WebContents, reader: SupervisedProcess, core: SupervisedProcess): void {
  page.postMessage(CHANNELS.ports, undefined, [reader.connect(), core.connect()]);
}
