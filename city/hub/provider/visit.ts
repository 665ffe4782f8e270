import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
} from 'openid-client';
import type { ProviderTrouble } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { fingerprint, randomBytes, toBase64 } from '../../../shared/sealing/index.ts';
import type { Database } from '../database/index.ts';
import type { Provider, Providers } from './providers.ts';
import { troubleOf } from './trouble.ts';

/** Long enough for a password that was forgotten and a telephone in another room. */
export const VISIT_SECONDS = 15 * 60;

/** Holds a browser to the visit that was begun in it: an address that somebody sends opens nothing elsewhere. */
export const PROVIDER_COOKIE = 'borne-provider';

const STATE = /^([a-z0-9-]{1,40})\.[\w-]{43}$/;

/** What the browser is told, and what it keeps. */
interface Begun {
  address: string;
  /** For the cookie. */
  browser: string;
}

/** Sends somebody to the provider. @param returnAddress where it sends them back, as it was registered there */
export async function beginVisit(
  database: Database,
  tenant: string,
  provider: Provider,
  returnAddress: string,
): Promise<Begun> {
  const { settings, configuration } = provider;
  const [state, nonce, verifier, browser] = [`${tenant}.${secret()}`, secret(), secret(), secret()];
  await database.query('delete from provider_visit where tenant = $1 and expires_at < now()', [tenant]);
  await database.query(
    `insert into provider_visit (tenant, state_hash, browser_hash, nonce, verifier, return_address, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))`,
    [
      tenant,
      await fingerprint(state),
      await fingerprint(browser),
      nonce,
      verifier,
      returnAddress,
      VISIT_SECONDS,
    ],
  );
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: returnAddress,
    scope: settings.scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // At a desk that several share, the provider must not let in whoever sat there before.
    prompt: 'login',
    ...(settings.acrValues === undefined ? {} : { acr_values: settings.acrValues }),
  });
  return { address: address.href, browser };
}

/** Who came back to which tenant, under the name that the provider gives them. */
interface Back {
  tenant: string;
  /** Of the page from which they went. */
  origin: string;
  outsideName: string;
}

/**
 * Takes somebody back who was at the provider. The visit is over then, whatever comes of it.
 * @param query of the address that the provider sent them to
 * @param browser what the cookie says
 */
export async function endVisit(
  database: Database,
  providers: Providers,
  query: URLSearchParams,
  browser: string,
): Promise<Result<Back, ProviderTrouble>> {
  const state = query.get('state') ?? '';
  const tenant = STATE.exec(state)?.[1];
  if (tenant === undefined) return err('too-late');
  const visit = await takeVisit(database, tenant, state, browser);
  if (visit === undefined) return err('too-late');
  const provider = await providers.of(tenant);
  if (!provider.ok) return err('provider-away');
  const address = new URL(visit.returnAddress);
  address.search = query.toString();
  try {
    const outsideName = await outsideNameOf(provider.value, address, { state, ...visit });
    return outsideName === undefined
      ? err('provider-refused')
      : ok({ tenant, origin: address.origin, outsideName });
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === undefined) throw error;
    return err(trouble);
  }
}

interface Visit {
  nonce: string;
  verifier: string;
  returnAddress: string;
}

async function takeVisit(
  database: Database,
  tenant: string,
  state: string,
  browser: string,
): Promise<Visit | undefined> {
  const { rows } = await database.query<Visit & { fresh: boolean }>(
    `delete from provider_visit where tenant = $1 and state_hash = $2 and browser_hash = $3
     returning nonce, verifier, return_address as "returnAddress", expires_at > now() as fresh`,
    [tenant, await fingerprint(state), await fingerprint(browser)],
  );
  return rows[0]?.fresh === true ? rows[0] : undefined;
}

/** Undefined when the provider does not say it, says that it was not verified, or was content with too little. */
async function outsideNameOf(
  { settings, configuration }: Provider,
  address: URL,
  visit: Visit & { state: string },
): Promise<string | undefined> {
  const tokens = await authorizationCodeGrant(configuration, address, {
    expectedState: visit.state,
    expectedNonce: visit.nonce,
    pkceCodeVerifier: visit.verifier,
    idTokenExpected: true,
  });
  const told = tokens.claims();
  if (told === undefined || !isStrongEnough(told.acr, settings.acrValues)) return undefined;
  const claims =
    settings.claim in told || configuration.serverMetadata().userinfo_endpoint === undefined
      ? told
      : await fetchUserInfo(configuration, tokens.access_token, told.sub);
  const value = claims[settings.claim];
  if (typeof value !== 'string' || value === '') return undefined;
  if (settings.claim === 'email' && claims['email_verified'] === false) return undefined;
  return value.trim().toLowerCase();
}

function isStrongEnough(acr: unknown, asked: string | undefined): boolean {
  return asked === undefined || (typeof acr === 'string' && asked.split(' ').includes(acr));
}

function secret(): string {
  return toBase64(randomBytes(32));
}
