import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file; none when it is missing or holds something else. */
export function readCertificates(file: string): X509Certificate[] {
  try {
    return [...readFileSync(file, 'utf8').matchAll(PEM)].map(([pem]) => new X509Certificate(pem));
  } catch {
    return [];
  }
}
