/** A browser without pages: it keeps cookies for each host and path, and follows one address after the other by hand. */
export class PlainBrowser {
  readonly #jar = new Map<string, { path: string; value: string }>();
  /** Every cookie that came, whole, in order. */
  readonly received: string[] = [];

  async open(address: string, form?: Record<string, string>): Promise<Response> {
    return this.#send(address, form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) });
  }

  /** As `open`, through the redirections that stay on the same host; answers with what it was at last. */
  async follow(address: string, form?: Record<string, string>): Promise<Response> {
    let response = await this.open(address, form);
    for (
      let next = nextOf(response);
      next !== undefined && sameHost(next, address);
      next = nextOf(response)
    ) {
      response = await this.open(next);
    }
    return response;
  }

  /** A call of the console, as one of its pages makes it. */
  async call<T>(hubUrl: string, name: string, input: unknown = {}): Promise<T> {
    const response = await this.#send(`${hubUrl}/console/rpc/${name}`, {
      method: 'POST',
      headers: { origin: hubUrl, 'x-borne-console': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ json: input }),
    });
    if (!response.ok) throw new Error(`${name} was answered ${response.status}`);
    return ((await response.json()) as { json: T }).json;
  }

  /** Another one with the same cookies. */
  copy(): PlainBrowser {
    const other = new PlainBrowser();
    for (const [name, cookie] of this.#jar) other.#jar.set(name, cookie);
    return other;
  }

  async #send(address: string, options: RequestInit): Promise<Response> {
    const { hostname, pathname } = new URL(address);
    const cookies = [...this.#jar]
      .filter(([key, { path }]) => key.startsWith(`${hostname} `) && pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[1]}=${value}`);
    const headers = new Headers(options.headers);
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
    const response = await fetch(address, { ...options, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) this.#keep(hostname, cookie);
    return response;
  }

  #keep(hostname: string, cookie: string): void {
    this.received.push(cookie);
    const [pair = ''] = cookie.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const path = /; *path=([^;]*)/i.exec(cookie)?.[1] ?? '/';
    if (value === '' || /max-age=0/i.test(cookie)) this.#jar.delete(`${hostname} ${name}`);
    else this.#jar.set(`${hostname} ${name}`, { path, value });
  }
}

/** Where an answer sends on to. */
export function nextOf(response: Response): string | undefined {
  const location = response.headers.get('location');
  return location === null ? undefined : new URL(location, response.url).href;
}

function sameHost(one: string, other: string): boolean {
  return new URL(one).host === new URL(other).host;
}
