export { arrivalOf } from './arrival.ts';
export { sendCommand } from './commands.ts';
export { noteHealth } from './health.ts';
export { describeKiosk } from './kiosk.ts';
export { hasBackup, listKiosks, listSites } from './kiosks.ts';
