import { type ServiceCard, type ServiceKey, type ServicePage } from '../contract/index.ts';
import { type Language, type Recording, type Tenant } from '../model/index.ts';
import { type SealedAnswer } from '../sealing/index.ts';

/** What the cities published, as a page asks for it; wherever it is kept. */
export interface Content {
  tenant(tenant: string): Tenant | undefined;
  /** In the order of the tenants given, then by id. */
  cards(tenants: readonly string[]): ServiceCard[];
  page(key: ServiceKey): ServicePage | undefined;
  /** The ids of what these tenants recorded. */
  clips(tenants: readonly string[]): string[];
  /** The first of these tenants' that recorded it. */
  clip(tenants: readonly string[], id: string): Recording | undefined | Promise<Recording | undefined>;
  search(text: string, language: Language, homeTenant: string | undefined): ServiceKey[];
  /** Oldest first. */
  answers(tenant: string, lookupId: string): SealedAnswer[];
  /** The seasons that answers of this tenant belong to, newest first. */
  seasons(tenant: string): string[];
  /** Whether anything can be sent to this tenant, so that receipts of it can exist. */
  hasForms(tenant: string): boolean;
}
