import { ok } from '../../../shared/result/index.ts';
import { createDeskCode, listPosts, revokePost, sitesOf } from '../desk/index.ts';
import { guarded } from './base.ts';

export const deskCalls = {
  list: guarded.desks.list.handler(async ({ context: { database, agent } }) =>
    ok({ posts: await listPosts(database, agent.tenant), sites: await sitesOf(database, agent.tenant) }),
  ),

  createCode: guarded.desks.createCode.handler(({ input, context: { database, agent } }) =>
    createDeskCode(database, agent, input.site),
  ),

  revoke: guarded.desks.revoke.handler(({ input, context: { database, agent } }) =>
    revokePost(database, agent, input.id),
  ),
};
