import { err, ok, type Result } from '../../../shared/result/index.ts';
import { followedTenants, listClips, listSites, readClip, readPublished } from '../preview/index.ts';
import { guarded, keysOf, type GuardedCall } from './base.ts';

export const previewCalls = {
  kiosk: guarded.preview.kiosk.handler(async ({ context }) =>
    ok({
      ...(await followedTenants(context.ring, await keysOf(context))),
      sites: await listSites(context.database, context.agent.tenant),
    }),
  ),

  records: guarded.preview.records.handler(({ input, context }) =>
    ofFollowed(context, input.tenant, async () => {
      const isOwn = input.tenant === context.agent.tenant;
      const { tenant, site, after } = input;
      return ok(await readPublished(context.database, { tenant, site: isOwn ? site : undefined, after }));
    }),
  ),

  clips: guarded.preview.clips.handler(({ input, context }) =>
    ofFollowed(context, input.tenant, async () => ok(await listClips(context.database, input.tenant))),
  ),

  clip: guarded.preview.clip.handler(({ input, context }) =>
    ofFollowed(context, input.tenant, async () => {
      const clip = await readClip(context.database, input.tenant, input.id);
      return clip === undefined ? err('unknown-clip') : ok(clip);
    }),
  ),
};

/** Of another tenant, only what a kiosk of the agent's would show. */
async function ofFollowed<T>(
  context: GuardedCall,
  tenant: string,
  work: () => Promise<T>,
): Promise<T | Result<never, 'unknown-tenant'>> {
  const { tenants } = await followedTenants(context.ring, await keysOf(context));
  return tenants.includes(tenant) ? work() : err('unknown-tenant');
}
