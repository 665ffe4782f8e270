import { type FromProcess } from '../../../shared/contract/index.ts';

/** A page's port, in the form in which Electron's main process and the RPC library both know it. */
export interface PagePort {
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}

/** The way to the shell, whichever process stands in between. */
export interface ParentLink {
  listen(listener: (message: unknown, port: PagePort | undefined) => void): void;
  send(message: FromProcess): void;
}
