import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { CHANNELS, WINDOW_BRIDGE } from '../../shared/contract/channels.ts';
import type { WindowBridge } from '../../shared/contract/index.ts';

const bridge: WindowBridge = {
  askPorts: () => ipcRenderer.send(CHANNELS.askPorts),
  endVisit: (message) => ipcRenderer.invoke(CHANNELS.endVisit, message),
  print: (message) => ipcRenderer.invoke(CHANNELS.print, message),
  alive: (message) => ipcRenderer.send(CHANNELS.alive, message),
};

contextBridge.exposeInMainWorld(WINDOW_BRIDGE, bridge);

// A port cannot cross the bridge; a message to the window can carry it.
ipcRenderer.on(CHANNELS.ports, (event) => {
  window.postMessage({ type: CHANNELS.ports }, window.location.origin, event.ports);
});

// The system's own dialogs would let a visitor into its folders. Paper comes through `print` of the bridge, and nothing of
// ours opens or keeps a file.
const DIALOGS = ['print', 'showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'];
void webFrame.executeJavaScript(`for (const name of ${JSON.stringify(DIALOGS)})
  Object.defineProperty(window, name, { value: () => { throw new Error('not in a kiosk'); }, writable: false, configurable: false });`);
