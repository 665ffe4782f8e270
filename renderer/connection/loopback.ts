import { type ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { checksOf } from './clients.ts';
import { type Boundary } from './ports.ts';

const TOKEN_KEY = 'borne-token';

/**
 * The token that the loopback server put into the address, taken out of it so that it is neither seen nor copied. It is
 * kept for this tab, because the end of a visit loads the page again. Only a browser comes here, never the kiosk.
 */
export function takeToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    sessionStorage.setItem(TOKEN_KEY, token);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

export function loopbackLink(boundary: Boundary, token: string): RPCLink<ClientContext> {
  return new RPCLink({
    url: `${location.origin}/rpc/${boundary}`,
    headers: { 'x-borne-token': token },
    plugins: checksOf(boundary),
  });
}
