import { implement } from '@orpc/server';
import { readingAnswers } from '../../../shared/content/index.ts';
import { type KioskConfiguration, readingContract, type ServiceKey } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { keyToSealTo, type PublicKey, type SealingKeys } from '../../../shared/sealing/index.ts';
import { type Keyring, serviceKeys } from '../identity/index.ts';
import { today } from '../store/index.ts';
import { type ContentView } from './content-view.ts';

export interface ReadingMeans {
  version: string;
  configuration: KioskConfiguration;
  /** Undefined while there is no content. */
  content: () => ContentView | undefined;
  /** Undefined while the kiosk has not begun to exist. */
  site: () => { siteName: string | undefined; keyring: Keyring } | undefined;
}

/** Answers the page's `readingContract`. */
export function readingRouter({ version, configuration, content, site }: ReadingMeans) {
  const os = implement(readingContract);
  const answers = readingAnswers({
    version,
    configuration,
    content,
    generation: () => content()?.generation() ?? 0,
    tenants: () => site()?.keyring.tenants() ?? [],
    siteName: () => site()?.siteName,
  });
  return os.router({
    describe: os.describe.handler(() => answers.describe()),
    generation: os.generation.handler(() => answers.generation()),
    services: os.services.handler(() => answers.services()),
    service: os.service.handler(({ input }) => answers.service(input)),
    search: os.search.handler(({ input }) => answers.search(input)),
    sealingKeys: os.sealingKeys.handler(({ input }) => sealingKeys(site()?.keyring, input)),
    receiptSeasons: os.receiptSeasons.handler(() => answers.receiptSeasons()),
    clips: os.clips.handler(() => answers.clips()),
    clip: os.clip.handler(({ input }) => answers.clip(input)),
    answers: os.answers.handler(({ input }) => answers.answers(input)),
  });
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
