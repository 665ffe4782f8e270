import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type TLSSocket } from 'node:tls';

/** The only complaints of the library that are not heard: a kiosk with a dead battery believes that it is 1970. */
const CLOCK_COMPLAINTS = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

const LONGEST_CHAIN = 6;
const FOR_SERVERS = '1.3.6.1.5.5.7.3.1';

/**
 * Whether one of the authorities vouches for the other end of a connection as `host`, whatever the dates of the
 * certificates. The library names one complaint and may hide another behind the clock: the chain is built by hand, and
 * what the library found besides the clock still counts.
 */
export function isVouchedFor(
  socket: TLSSocket,
  host: string,
  authorities: readonly X509Certificate[],
): boolean {
  const complaint: unknown = socket.authorizationError;
  const isOnlyClock = socket.authorized || CLOCK_COMPLAINTS.has(String(complaint));
  const [own, ...others] = certificatesOf(socket);
  if (!isOnlyClock || own === undefined || !isFor(own, host)) return false;
  return leadsToAuthority(own, others, authorities);
}

/** The other end's own certificate first, then what it sent along. */
function certificatesOf(socket: TLSSocket): X509Certificate[] {
  const certificates: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  while (next !== undefined && certificates.length < LONGEST_CHAIN) {
    certificates.push(next);
    next = next.issuerCertificate;
  }
  return certificates;
}

function isFor(certificate: X509Certificate, host: string): boolean {
  const named = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  // Missing when the certificate may be used for everything, whatever the types say.
  const uses = certificate.keyUsage as string[] | undefined;
  return named !== undefined && (uses === undefined || uses.includes(FOR_SERVERS));
}

function leadsToAuthority(
  own: X509Certificate,
  others: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
): boolean {
  let current = own;
  for (let steps = 0; steps < LONGEST_CHAIN; steps += 1) {
    if (authorities.some((authority) => hasIssued(authority, current))) return true;
    const issuer = others.find((other) => hasIssued(other, current));
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

function hasIssued(authority: X509Certificate, certificate: X509Certificate): boolean {
  return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}
