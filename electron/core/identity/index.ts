export { loadDeviceKey, type DeviceKey } from './device-key.ts';
export { Keyring, serviceKeys } from './keyring.ts';
export { keptKeysOf } from './kept-keys.ts';
export { enrolOnce, isEnrolled } from './enrolment.ts';
