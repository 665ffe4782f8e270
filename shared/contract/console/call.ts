import { oc } from '@orpc/contract';
import { z } from 'zod';
import { resultSchema } from '../../result/index.ts';
import { type Role } from './roles.ts';

/** Who may make a call; checked by the hub before anything else is looked at. */
export interface CallRule {
  /** `anybody` need not be signed in, `signed-in` needs no role. */
  may: 'anybody' | 'signed-in' | readonly Role[];
}

const UNCALLED: CallRule = { may: [] };

/** A call that needs no session: signing in, signing out. */
export const openCall = oc.$meta<CallRule>({ may: 'anybody' });

/**
 * A call of the console, for those who have one of the roles; its answer is a `Result`, with the two reasons that every
 * such call can have. A role that is given for some services only allows what is about them: that is the handler's to see.
 */
export function call<T extends z.ZodType, const Reasons extends readonly string[] = readonly []>(
  may: CallRule['may'],
  value: T,
  reasons?: Reasons,
) {
  return oc
    .$meta<CallRule>(UNCALLED)
    .meta({ may })
    .output(
      resultSchema(value, ['not-signed-in', 'not-allowed', ...(reasons ?? [])] as [
        'not-signed-in',
        'not-allowed',
        ...Reasons,
      ]),
    );
}

/** The value of a call that only does something: a value that is absent does not survive JSON. */
export const doneSchema = z.null();

export type Done = z.infer<typeof doneSchema>;

/** A name or a word in one line, as a database can hold it. */
export function lineSchema(signs: number) {
  return z
    .string()
    .max(signs)
    .regex(/^\P{Cc}*$/u);
}
