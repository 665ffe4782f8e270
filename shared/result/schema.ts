import { z } from 'zod';

/** The schema of a `Result` at a boundary. */
export function resultSchema<T extends z.ZodType, const Reasons extends readonly [string, ...string[]]>(
  value: T,
  reasons: Reasons,
) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), reason: z.enum(reasons) }),
  ]);
}
