export { devicesOf, findDevice, moveDevice, revokeDevice, scopesOf, type Device } from './device.ts';
export { createEnrolmentCode, enrol, tenantOfCode } from './enrolment.ts';
export { noteKept } from './kept.ts';
export { follows, makeNonce, mintToken, readToken, TOKEN_SECONDS, type Caller } from './token.ts';
