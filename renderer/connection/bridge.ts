import { type WindowBridge } from '../../shared/contract/index.ts';

declare global {
  interface Window {
    /** Shown by the kiosk's preload script; absent in a browser. */
    readonly borne?: WindowBridge;
  }
}
