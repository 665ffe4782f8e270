export { Admission, FIRST_SYNCS_AT_ONCE } from './admission.ts';
export { forgetTries, takeTry, type TryLimit } from './tries.ts';
