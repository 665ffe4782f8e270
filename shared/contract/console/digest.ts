import { z } from 'zod';
import { call } from './call.ts';

const addressSchema = z.email().max(254).nullable();

/** A letter each morning with numbers and nothing else. */
export const digestCalls = {
  /** `canSend`: this city has a mail server. */
  mine: call(['agent'], z.object({ address: addressSchema, canSend: z.boolean() })),
  /** Null: no letters any more. */
  setMine: call(['agent'], z.object({ address: addressSchema })).input(z.object({ address: addressSchema })),
  all: call(['administrator'], z.array(z.object({ agent: z.string(), address: z.string().nullable() }))),
  setFor: call(['administrator'], z.object({ address: addressSchema }), ['unknown-agent']).input(
    z.object({ agent: z.string().max(100), address: addressSchema }),
  ),
};
