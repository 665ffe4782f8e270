import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  type Keyset,
  keysetSchema,
  type PublicKey,
  readKeyset,
  type SignedText,
} from '../../../shared/sealing/index.ts';
import { type KeysetRow, type Site } from '../store/index.ts';

export type KeysetRefusal = 'untrusted-keys' | 'older-keys' | 'tenant-not-followed';

/**
 * The keys of the tenants that this kiosk follows. Only what a pinned root signed is ever kept: the home tenant's root
 * was pinned at enrolment, and the partners' roots are those that the home tenant lists.
 */
export class Keyring {
  readonly #site: Site;
  readonly #parsed = new Map<string, Keyset>();

  constructor(site: Site) {
    this.#site = site;
  }

  homeTenant(): string | undefined {
    return this.#site.enrolment()?.tenant;
  }

  /** The home tenant first, then its partners. */
  tenants(): string[] {
    const home = this.homeTenant();
    if (home === undefined) return [];
    const partners = this.newest(home)?.partners ?? [];
    return [home, ...partners.map((partner) => partner.tenant).filter((tenant) => tenant !== home)];
  }

  /** What was meant for a tenant that is no longer a partner goes to the people of the home tenant, not round for ever. */
  doorOf(tenant: string): string {
    return this.tenants().includes(tenant) ? tenant : (this.homeTenant() ?? tenant);
  }

  newest(tenant: string): Keyset | undefined {
    return this.#editions(tenant)[0];
  }

  /** Whether the named keys were ever this tenant's, for its hub and for this service: an old key still seals. */
  knows(tenant: string, service: string, keys: { hubKey: string; serviceKey: string }): boolean {
    const editions = this.#editions(tenant);
    return (
      editions.some((keyset) => keyset.hub.some((key) => key.kid === keys.hubKey)) &&
      editions.some((keyset) => serviceKeys(keyset, service).some((key) => key.kid === keys.serviceKey))
    );
  }

  /**
   * Keeps a keyset that arrived.
   * `untrusted-keys`: not signed by the pinned root; `older-keys`: a smaller edition than the one known, as somebody
   * would send who found an old key; `tenant-not-followed`: neither home nor a partner.
   */
  async keep(
    tenant: string,
    signed: SignedText,
  ): Promise<Result<{ isNew: boolean; edition: number }, KeysetRefusal>> {
    const rootKey = this.#rootOf(tenant);
    if (rootKey === undefined) return err('tenant-not-followed');
    const [newest] = this.#site.keysets(tenant, rootKey);
    // Comes with every checkpoint, and was verified when it first came.
    if (newest?.text === signed.text && newest.signature === signed.signature)
      return ok({ isNew: false, edition: newest.edition });
    const read = await readKeyset(signed, tenant, rootKey);
    if (!read.ok) return read;
    const { edition } = read.value;
    const known = this.newest(tenant)?.edition ?? 0;
    if (edition < known) return err('older-keys');
    if (edition > known) this.#site.keepKeyset({ tenant, rootKey, edition, ...signed });
    return ok({ isNew: edition > known, edition });
  }

  #rootOf(tenant: string): string | undefined {
    const enrolment = this.#site.enrolment();
    if (!enrolment) return undefined;
    if (tenant === enrolment.tenant) return enrolment.rootKey;
    return this.newest(enrolment.tenant)?.partners.find((partner) => partner.tenant === tenant)?.rootKey;
  }

  #editions(tenant: string): Keyset[] {
    const rootKey = this.#rootOf(tenant);
    if (rootKey === undefined) return [];
    return this.#site.keysets(tenant, rootKey).map((row) => this.#parse(row));
  }

  /** Rows were verified before they were written, and never change. */
  #parse(row: KeysetRow): Keyset {
    const known = this.#parsed.get(row.signature);
    if (known) return known;
    const keyset = keysetSchema.parse(JSON.parse(row.text));
    this.#parsed.set(row.signature, keyset);
    return keyset;
  }
}

export function serviceKeys(keyset: Keyset, service: string): PublicKey[] {
  return Object.hasOwn(keyset.services, service) ? (keyset.services[service] ?? []) : [];
}
