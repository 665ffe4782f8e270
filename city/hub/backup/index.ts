export { backUp, type BackupFailure } from './back-up.ts';
export { restore, type RestoreFailure } from './restore.ts';
