export { loadDeviceKey, type DeviceKey } from './device-key.ts';
export { Keyring, serviceKeys } from './keyring.ts';
export { enrolOnce, isEnrolled } from './enrolment.ts';
