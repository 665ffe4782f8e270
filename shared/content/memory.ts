import { type Body, type Collection, readBody, recordingSchema } from '../model/index.ts';
import { PUBLIC_SCOPE, type Scope } from '../sync/index.ts';
import { type Content } from './content.ts';
import { cardOf, pageOf, shownFirst } from './shown.ts';

/** A record as it was published, or as it would be. */
export interface HeldRecord {
  tenant: string;
  scope: Scope;
  collection: string;
  id: string;
  version: number;
  body: string;
}

/**
 * The content that a kiosk would have if it held these records and no answers. Two with the same place are one: the later
 * in the list. @param search how services are found: there is no index here
 */
export function contentOf(records: readonly HeldRecord[], search: Content['search']): Content {
  const shelf = new Shelf(records);
  return {
    search,
    tenant: (tenant) => shelf.read(tenant, 'tenant', tenant)?.body,
    cards: (tenants) =>
      tenants.flatMap((tenant) =>
        shelf.all(tenant, 'service').map(({ id, body }) => cardOf(tenant, id, body)),
      ),
    page({ tenant, id }) {
      const service = shelf.read(tenant, 'service', id);
      if (service === undefined) return undefined;
      const commitments = shelf.all(tenant, 'commitment').map(({ body }) => body);
      return pageOf(
        { tenant, id },
        {
          service,
          commitments: commitments.filter((commitment) => commitment.service === id),
          form: shelf.read(tenant, 'form', id)?.body,
        },
      );
    },
    clips: (tenants) => [
      ...new Set(tenants.flatMap((tenant) => shelf.all(tenant, 'clip').map(({ id }) => id))),
    ],
    clip(tenants, id) {
      const clip = tenants.map((tenant) => shelf.read(tenant, 'clip', id)).find((found) => found)?.body;
      return clip && recordingSchema.parse(clip);
    },
    answers: () => [],
    seasons: () => [],
    hasForms: (tenant) => shelf.held(tenant, PUBLIC_SCOPE, 'form'),
  };
}

interface Known<Name extends Collection> {
  id: string;
  version: number;
  body: Body<Name>;
}

/** Records by their places; each is read once. */
class Shelf {
  readonly #places = new Map<string, HeldRecord>();
  readonly #shown = new Map<string, Scope[]>();
  readonly #read = new Map<HeldRecord, unknown>();

  constructor(records: readonly HeldRecord[]) {
    for (const record of records) this.#places.set(placeOf(record), record);
    for (const [tenant, own] of Map.groupBy(records, (record) => record.tenant)) {
      this.#shown.set(tenant, shownFirst([...new Set(own.map(({ scope }) => scope))]));
    }
  }

  /** Of the nearest scope that has it; undefined for one that is not there, or that this version does not understand. */
  read<Name extends Collection>(tenant: string, collection: Name, id: string): Known<Name> | undefined {
    const found = (this.#shown.get(tenant) ?? [])
      .map((scope) => this.#places.get(placeOf({ tenant, scope, collection, id })))
      .find((record) => record !== undefined);
    return found && this.#known(found, collection);
  }

  /** By their ids. */
  all<Name extends Collection>(tenant: string, collection: Name): Known<Name>[] {
    const ids = new Set<string>();
    for (const record of this.#places.values()) {
      if (record.tenant === tenant && record.collection === collection) ids.add(record.id);
    }
    return [...ids].toSorted().flatMap((id) => this.read(tenant, collection, id) ?? []);
  }

  held(tenant: string, scope: Scope, collection: string): boolean {
    return [...this.#places.values()].some(
      (record) => record.tenant === tenant && record.scope === scope && record.collection === collection,
    );
  }

  #known<Name extends Collection>(record: HeldRecord, collection: Name): Known<Name> | undefined {
    if (!this.#read.has(record)) this.#read.set(record, readBody(collection, record.body));
    const body = this.#read.get(record) as Body<Name> | undefined;
    return body === undefined ? undefined : { id: record.id, version: record.version, body };
  }
}

function placeOf({ tenant, scope, collection, id }: Omit<HeldRecord, 'version' | 'body'>): string {
  return [tenant, scope, collection, id].join(' ');
}
