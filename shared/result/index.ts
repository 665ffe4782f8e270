export { err, ok, unreachable, type Result } from './result.ts';
export { resultSchema } from './schema.ts';
