import { isOutage } from '../database/index.ts';

/**
 * What went wrong outside this program, as an operator can mend it; undefined for a bug. `altered`: rows or compressed
 * bytes that are not what was written.
 */
export function failureOf(
  error: unknown,
): 'folder-unusable' | 'database-away' | 'not-allowed' | 'altered' | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '42501') return 'not-allowed';
  if (FOLDER.test(code)) return 'folder-unusable';
  if (UNFIT_ROWS.test(code)) return 'altered';
  return NO_ENTRY.test(code) || isOutage(error) ? 'database-away' : undefined;
}

const FOLDER = /^(ENOSPC|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|ENOTEMPTY|EIO|EDQUOT)$/;

/** Data that PostgreSQL refuses (22), that breaks a rule of its table (23), and what zlib cannot unpack. */
const UNFIT_ROWS = /^(22...|23...|Z_.*)$/;

/** A wrong name or password (28), no such database (3D). */
const NO_ENTRY = /^(28...|3D...)$/;
