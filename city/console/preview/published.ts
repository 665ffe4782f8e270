import { type HeldRecord } from '../../../shared/content/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type AnswerOf, type Hub } from '../connection/index.ts';

type Kiosk = Extract<AnswerOf<Hub['preview']['kiosk']>, { ok: true }>['value'];

/** What a kiosk at one of the city's sites holds just now. */
export interface Published extends Kiosk {
  /** The site whose own records are among them; undefined while the city has no kiosk. */
  site: Kiosk['sites'][number] | undefined;
  records: HeldRecord[];
  clips: { tenant: string; id: string }[];
}

type Reason = Extract<AnswerOf<Hub['preview']['records']>, { ok: false }>['reason'];

/** @param siteId the first one where there is none of this name */
export async function readPublished(
  hub: Hub,
  siteId: string | undefined,
): Promise<Result<Published, Reason>> {
  const kiosk = await hub.preview.kiosk();
  if (!kiosk.ok) return kiosk;
  const { tenants, sites } = kiosk.value;
  const site = sites.find(({ id }) => id === siteId) ?? sites[0];
  const parts = await Promise.all(tenants.map((tenant) => readTenant(hub, tenant, site?.id)));
  const failed = parts.find((part) => !part.ok);
  if (failed && !failed.ok) return err(failed.reason);
  const read = parts.flatMap((part) => (part.ok ? [part.value] : []));
  return ok({
    ...kiosk.value,
    site,
    records: read.flatMap(({ records }) => records),
    clips: read.flatMap(({ clips }) => clips),
  });
}

async function readTenant(
  hub: Hub,
  tenant: string,
  site: string | undefined,
): Promise<Result<Pick<Published, 'records' | 'clips'>, Reason>> {
  const clips = await hub.preview.clips({ tenant });
  if (!clips.ok) return clips;
  const records: HeldRecord[] = [];
  let after: { scope: string; collection: string; id: string } | undefined;
  do {
    const page = await hub.preview.records({ tenant, site, after });
    if (!page.ok) return page;
    records.push(...page.value.records);
    after = page.value.next;
  } while (after !== undefined);
  return ok({ records, clips: clips.value.map((id) => ({ tenant, id })) });
}
