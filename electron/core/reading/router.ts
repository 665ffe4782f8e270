import { implement } from '@orpc/server';
import {
  accessSchema,
  type KioskConfiguration,
  type KioskDescription,
  readingContract,
  type ServiceKey,
} from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { keyToSealTo, type PublicKey, seasonOf, type SealingKeys } from '../../../shared/sealing/index.ts';
import { type Keyring, serviceKeys } from '../identity/index.ts';
import { today } from '../store/index.ts';
import { type ContentView, nameOfUnknown } from './content-view.ts';

export interface ReadingMeans {
  version: string;
  configuration: KioskConfiguration;
  /** Undefined while there is no content. */
  content: () => ContentView | undefined;
  /** Undefined while the kiosk has not begun to exist. */
  site: () => { siteName: string | undefined; keyring: Keyring } | undefined;
}

/** What `homeTenant` says before the city has enrolled the kiosk; `tenants` is empty then. */
const NO_HOME_YET = 'aucune-ville';

/** Answers the page's `readingContract`. Everything but `describe` is empty until the first content has come. */
export function readingRouter(means: ReadingMeans) {
  const os = implement(readingContract);
  const { content, site } = means;
  const tenants = () => site()?.keyring.tenants() ?? [];
  return os.router({
    describe: os.describe.handler(() => describe(means, tenants())),
    generation: os.generation.handler(() => content()?.generation() ?? 0),
    services: os.services.handler(() => content()?.cards(tenants()) ?? []),
    service: os.service.handler(({ input }) => {
      const page = tenants().includes(input.tenant) ? content()?.page(input) : undefined;
      return page === undefined ? err('unknown-service') : ok(page);
    }),
    search: os.search.handler(
      ({ input }) => content()?.search(input.text, input.language, tenants()[0]) ?? [],
    ),
    sealingKeys: os.sealingKeys.handler(({ input }) => sealingKeys(site()?.keyring, input)),
    receiptSeasons: os.receiptSeasons.handler(() => receiptSeasons(content(), tenants())),
    clips: os.clips.handler(() => content()?.clips(tenants()) ?? []),
    clip: os.clip.handler(({ input }) => {
      const recording = content()?.clip(tenants(), input.id);
      return recording === undefined ? err('unknown-clip') : ok(recording);
    }),
    answers: os.answers.handler(({ input }) => content()?.answers(input.tenant, input.lookupId) ?? []),
  });
}

function describe(means: ReadingMeans, tenants: readonly string[]): KioskDescription {
  const content = means.content();
  const { printer } = means.configuration;
  return {
    version: means.version,
    site: { name: means.site()?.siteName ?? '' },
    homeTenant: tenants[0] ?? NO_HOME_YET,
    tenants: tenants.map((id) => {
      const { name, note } = content?.tenant(id) ?? { name: nameOfUnknown(id) };
      return { id, name, ...(note === undefined ? {} : { note }) };
    }),
    ...accessSchema.parse(means.configuration),
    ...(printer.kind === 'none' ? {} : { paper: printer.paper }),
  };
}

/** An announced key seals from its day on, by this kiosk's calendar. */
function sealingKeys(
  keyring: Keyring | undefined,
  { tenant, id }: ServiceKey,
): Result<SealingKeys, 'no-keys'> {
  const keyset = keyring?.newest(tenant);
  const hub = keyset && keyToSealTo(keyset.hub, today());
  const service = keyset && keyToSealTo(serviceKeys(keyset, id), today());
  return hub && service ? ok({ hub: withoutDate(hub), service: withoutDate(service) }) : err('no-keys');
}

function withoutDate({ kid, publicKey }: PublicKey): { kid: string; publicKey: string } {
  return { kid, publicKey };
}

/** This season's receipts first, the home tenant's before the partners'; then the seasons that were answered before. */
function receiptSeasons(
  content: ContentView | undefined,
  tenants: readonly string[],
): { tenant: string; season: string }[] {
  const current = seasonOf(new Date());
  const possible = tenants.filter((tenant, at) => at === 0 || (content?.hasForms(tenant) ?? false));
  const earlier = tenants.flatMap((tenant) =>
    (content?.seasons(tenant) ?? []).map((season) => ({ tenant, season })),
  );
  const all = [...possible.map((tenant) => ({ tenant, season: current })), ...earlier];
  return [...new Map(all.map((place) => [`${place.tenant} ${place.season}`, place])).values()];
}
