import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';

/** How strong signing in is here, as ProConnect calls it. */
const STRENGTH = 'eidas1';

export interface SignInProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Whether it says that addresses were verified. */
  saysVerified: boolean;
  /** Alters what it says of people, as a proxy in between would. */
  isTampered: boolean;
  stop(): Promise<void>;
  /** At the same address again. */
  resume(): Promise<void>;
}

/**
 * A real OpenID Connect provider on this machine, which signs what it says of people as ProConnect does. Whoever signs in
 * there is whom they say: `login` is the address, and the subject is that address behind `sub:`.
 */
export async function startSignInProvider(redirectUris: string[]): Promise<SignInProvider> {
  let server = createServer();
  const port = await listen(server, 0);
  const told = {
    issuer: `http://localhost:${port}`,
    clientId: 'borne',
    clientSecret: 'a-secret-of-the-town-hall-of-pantin',
    saysVerified: true,
    isTampered: false,
  };
  const provider = new Provider(told.issuer, configurationOf(told, redirectUris));
  const callback = provider.callback();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/sign-in/')) return void signIn(provider, request, response);
    if (request.url?.startsWith('/me') && told.isTampered) tamper(response);
    return void callback(request, response);
  };
  server.on('request', answer);
  return Object.assign(told, {
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
    async resume() {
      server = createServer(answer);
      await listen(server, port);
    },
  });
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((listening) => server.listen(port, 'localhost', listening));
  return (server.address() as AddressInfo).port;
}

function configurationOf(
  told: { clientId: string; clientSecret: string; saysVerified: boolean },
  redirectUris: string[],
): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: told.clientId,
        client_secret: told.clientSecret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: 'client_secret_post',
        userinfo_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    acrValues: [STRENGTH],
    features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id.slice('sub:'.length), email_verified: told.saysVerified }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        accountId: oidc.session?.accountId ?? '',
        clientId: oidc.client?.clientId ?? '',
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 30, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 },
  };
}

/** One field, and two buttons: come in as whoever one says, or give up. */
async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="fr"><title>Compte de la ville</title><main><h1>Compte de la ville</h1>
       <form method="post"><label>Adresse <input name="login"></label>
       <button>Continuer</button><button name="leave" value="1">Abandonner</button></form></main>`,
    );
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  await provider.interactionFinished(
    request,
    response,
    form.has('leave')
      ? { error: 'access_denied' }
      : { login: { accountId: `sub:${form.get('login')}`, acr: STRENGTH } },
  );
}

/** Another person, under the same signature. */
function tamper(response: ServerResponse): void {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body: Buffer | string) => {
    const [header, payload = '', signature] = body.toString().split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const altered = JSON.stringify({ ...claims, email: 'cheffe@ville.example' });
    const text = [header, Buffer.from(altered).toString('base64url'), signature].join('.');
    response.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  }) as typeof response.end;
}
