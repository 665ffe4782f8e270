import {
  allowInsecureRequests,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { isThisMachine, readProviderSettings, type ProviderSettings } from './settings.ts';
import { troubleOf } from './trouble.ts';

/** Somebody waits before a screen. */
const ANSWER_WITHIN_SECONDS = 5;

/** What a provider says of itself changes with its keys at most, and those are fetched apart. */
const KNOWN_FOR_MS = 3_600_000;

export interface Provider {
  settings: ProviderSettings;
  configuration: Configuration;
}

/** The sign-in providers of the tenants that have one. */
export interface Providers {
  /** As the button says it. */
  nameOf(tenant: string): string | undefined;
  of(tenant: string): Promise<Result<Provider, 'no-provider' | 'provider-away'>>;
}

/** Settings are read each time, so that a change needs no restart; what the provider says of itself, once an hour. */
export function openProviders(keysFolder: string): Providers {
  const known = new Map<string, { read: string; until: number; configuration: Configuration }>();
  return {
    nameOf: (tenant) => readProviderSettings(keysFolder, tenant)?.name,
    async of(tenant) {
      const settings = readProviderSettings(keysFolder, tenant);
      if (settings === undefined) return err('no-provider');
      const read = JSON.stringify(settings);
      const held = known.get(tenant);
      if (held?.read === read && held.until > performance.now()) {
        return ok({ settings, configuration: held.configuration });
      }
      const configuration = await discover(settings);
      if (configuration === undefined) return err('provider-away');
      known.set(tenant, { read, until: performance.now() + KNOWN_FOR_MS, configuration });
      return ok({ settings, configuration });
    },
  };
}

/** Undefined when it does not answer, or not as a provider does. */
async function discover(settings: ProviderSettings): Promise<Configuration | undefined> {
  const { issuer, clientId, clientSecret, signedBy } = settings;
  try {
    return await discovery(
      issuer,
      clientId,
      { client_secret: clientSecret, id_token_signed_response_alg: signedBy },
      undefined,
      {
        timeout: ANSWER_WITHIN_SECONDS,
        // Signatures are checked besides TLS: what comes through a proxy of the town hall is the provider's or nobody's.
        execute: [enableNonRepudiationChecks, ...(isThisMachine(issuer) ? [allowInsecureRequests] : [])],
      },
    );
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
    return undefined;
  }
}
