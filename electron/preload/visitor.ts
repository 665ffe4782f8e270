import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { CHANNELS, WINDOW_BRIDGE } from '../../shared/contract/channels.ts';
import type { WindowBridge } from '../../shared/contract/index.ts';

const bridge: WindowBridge = {
  askPorts: () => ipcRenderer.send(CHANNELS.askPorts),
  endVisit: (message) => ipcRenderer.invoke(CHANNELS.endVisit, message),
  print: () => ipcRenderer.invoke(CHANNELS.print),
  alive: () => ipcRenderer.send(CHANNELS.alive),
};

contextBridge.exposeInMainWorld(WINDOW_BRIDGE, bridge);

// A port cannot cross the bridge; a message to the window can carry it.
ipcRenderer.on(CHANNELS.ports, (event) => {
  window.postMessage({ type: CHANNELS.ports }, window.location.origin, event.ports);
});

// The system's print dialog would let a visitor into its folders; paper comes through `print` of the bridge.
void webFrame.executeJavaScript(
  "Object.defineProperty(window, 'print', { value: () => undefined, writable: false, configurable: false })",
);
