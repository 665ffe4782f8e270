import { type X509Certificate } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { type Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { readCertificates } from './certificates.ts';
import { isVouchedFor } from './vouching.ts';

/** Over which the requests to one hub travel; connections are kept for the next. */
export type Line = HttpAgent;

/**
 * @param certificateFile PEM of the authorities that may vouch for the hub, and nobody else may, whatever the clock
 *   says; without it, those that the system trusts, by the clock. One that cannot be read vouches for nobody.
 */
export function openLine(hub: string, certificateFile?: string): Line {
  if (!hub.startsWith('https:')) return new HttpAgent({ keepAlive: true });
  return certificateFile === undefined
    ? new HttpsAgent({ keepAlive: true })
    : new PinnedAgent(readCertificates(certificateFile));
}

/** Nobody else would end a connection that never comes about. */
const CONNECT_WITHIN_MILLISECONDS = 10_000;

type Connected = (error: Error | null, connection: Duplex) => void;

/** Hands a connection out only once its other end was vouched for: until then no byte of a request leaves. */
class PinnedAgent extends HttpsAgent {
  readonly #authorities: readonly X509Certificate[];

  constructor(authorities: readonly X509Certificate[]) {
    super({ keepAlive: true });
    this.#authorities = authorities;
  }

  override createConnection(options: RequestOptions, connected: Connected = () => undefined): undefined {
    const { host, port } = options;
    const name = (host ?? '').replaceAll(/^\[|\]$/g, '');
    const socket = connect({
      host: name,
      port: Number(port),
      ca: this.#authorities.map((certificate) => certificate.toString()),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      // The judgement is made below: this one would listen to the clock. No session is taken up again, because it would
      // come without its certificates.
      rejectUnauthorized: false,
    });
    socket.on('error', (error) => connected(error, socket));
    socket.setTimeout(CONNECT_WITHIN_MILLISECONDS, () => socket.destroy(new Error('the hub is silent')));
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      if (isVouchedFor(socket, name, this.#authorities)) return connected(null, socket);
      socket.destroy();
      connected(new Error('nobody vouches for the hub'), socket);
    });
    return undefined;
  }
}
