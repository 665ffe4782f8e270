import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, STAFF_BRIDGE, STAFF_PORT } from '../../shared/contract/channels.ts';
import type { StaffBridge } from '../../shared/contract/index.ts';

const bridge: StaffBridge = {
  askPort: () => ipcRenderer.send(CHANNELS.askStaffPort),
  close: () => ipcRenderer.send(CHANNELS.closeStaff),
};

contextBridge.exposeInMainWorld(STAFF_BRIDGE, bridge);

// A port cannot cross the bridge; a message to the window can carry it.
ipcRenderer.on(CHANNELS.staffPort, (event) => {
  window.postMessage(STAFF_PORT, window.location.origin, event.ports);
});
