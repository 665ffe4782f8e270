export { forgetTries, takeTry, type TryLimit } from './tries.ts';
