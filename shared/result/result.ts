/**
 * What can be expected comes back as a value; a bug throws. `reason` is a kebab-case word with one sentence for the
 * visitor and one for the staff in the catalogues.
 */
export type Result<T, Reason extends string> = { ok: true; value: T } | { ok: false; reason: Reason };

export function ok(): { ok: true; value: undefined };
export function ok<T>(value: T): { ok: true; value: T };
export function ok<T>(value?: T): { ok: true; value: T | undefined } {
  return { ok: true, value };
}

export function err<const Reason extends string>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}

/** Closes a switch over a union: a new member that nobody handles stops the type check. */
export function unreachable(value: never): never {
  throw new Error(`a case that nobody handles: ${JSON.stringify(value)}`);
}
