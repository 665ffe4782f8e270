export { StickCarrier } from './carrier.ts';
export { takeFromStick } from './from-stick.ts';
export { StickSource } from './stick-source.ts';
export { leaveOnStick } from './to-stick.ts';
