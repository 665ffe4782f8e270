export { makeCode, tenantOfCode } from './code.ts';
export { devicesOf, findDevice, moveDevice, revokeDevice, scopesOf, type Device } from './device.ts';
export { createEnrolmentCode, enrol, stateOfCode } from './enrolment.ts';
export { noteKept } from './kept.ts';
export { follows, makeNonce, mintToken, readToken, TOKEN_SECONDS, type Caller } from './token.ts';
