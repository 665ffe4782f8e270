import {
  accessSchema,
  type KioskConfiguration,
  type KioskDescription,
  type ServiceKey,
  type ServicePage,
} from '../contract/index.ts';
import { type Language, type Localized, type Recording } from '../model/index.ts';
import { err, ok, type Result } from '../result/index.ts';
import { seasonOf } from '../sealing/index.ts';
import { type Content } from './content.ts';

export interface ReadingMeans {
  version: string;
  configuration: Pick<KioskConfiguration, keyof typeof accessSchema.shape | 'printer'>;
  /** The home tenant first; none before the city has enrolled the kiosk. */
  tenants: () => readonly string[];
  siteName: () => string | undefined;
  /** Undefined while there is no content. */
  content: () => Content | undefined;
  /** Grows whenever the content changes. */
  generation: () => number;
}

/** What `homeTenant` says before the city has enrolled the kiosk; `tenants` is empty then. */
const NO_HOME_YET = 'aucune-ville';

/** The answers to `readingContract`, but for the keys. All but `describe` is empty until the first content has come. */
export function readingAnswers(means: ReadingMeans) {
  const { content, tenants } = means;
  return {
    describe: () => describe(means),
    generation: means.generation,
    services: () => content()?.cards(tenants()) ?? [],
    service(key: ServiceKey): Result<ServicePage, 'unknown-service'> {
      const page = tenants().includes(key.tenant) ? content()?.page(key) : undefined;
      return page === undefined ? err('unknown-service') : ok(page);
    },
    search: (input: { text: string; language: Language }) =>
      content()?.search(input.text, input.language, tenants()[0]) ?? [],
    receiptSeasons: () => receiptSeasons(content(), tenants()),
    clips: () => content()?.clips(tenants()) ?? [],
    async clip({ id }: { id: string }): Promise<Result<Recording, 'unknown-clip'>> {
      const recording = await content()?.clip(tenants(), id);
      return recording === undefined ? err('unknown-clip') : ok(recording);
    },
    answers: (input: { tenant: string; lookupId: string }) =>
      content()?.answers(input.tenant, input.lookupId) ?? [],
  };
}

function describe(means: ReadingMeans): KioskDescription {
  const content = means.content();
  const tenants = means.tenants();
  const { printer } = means.configuration;
  return {
    version: means.version,
    site: { name: means.siteName() ?? '' },
    homeTenant: tenants[0] ?? NO_HOME_YET,
    tenants: tenants.map((id) => {
      const { name, note } = content?.tenant(id) ?? { name: nameOfUnknown(id) };
      return { id, name, ...(note === undefined ? {} : { note }) };
    }),
    ...accessSchema.parse(means.configuration),
    ...(printer.kind === 'none' ? {} : { paper: printer.paper }),
  };
}

/** A tenant whose own record has not come yet is called by its identifier. */
function nameOfUnknown(tenant: string): Localized {
  return { original: 'fr', fr: { text: tenant, by: 'human' } };
}

/** This season's receipts first, the home tenant's before the partners'; then the seasons that were answered before. */
function receiptSeasons(
  content: Content | undefined,
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
