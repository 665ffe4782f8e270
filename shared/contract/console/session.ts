import { z } from 'zod';
import { tenantIdSchema } from '../../model/index.ts';
import { resultSchema } from '../../result/index.ts';
import { call, openCall } from './call.ts';
import { grantSchema } from './roles.ts';

const agentSchema = z.object({
  tenant: tenantIdSchema,
  tenantName: z.string(),
  name: z.string(),
  grants: z.array(grantSchema),
});

export type Agent = z.infer<typeof agentSchema>;

/** Coming in and going out. */
export const sessionCalls = {
  signIn: openCall
    .input(z.object({ tenant: tenantIdSchema, name: z.string().max(100), password: z.string().max(200) }))
    .output(resultSchema(agentSchema, ['wrong-name-or-password', 'too-many-tries'])),
  signOut: openCall.output(z.undefined()),
  me: call('signed-in', agentSchema),
};
