import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { kioskConfigurationSchema, type KioskConfiguration } from '../../shared/contract/index.ts';
import {
  sealEnvelope,
  type Attachment,
  type Envelope,
  type SealingKeys,
} from '../../shared/sealing/index.ts';
import { type Service } from '../../shared/model/index.ts';
import { type TextChange } from './text-change.ts';

export { kioskParts, type KioskParts } from './kiosk-parts.ts';

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'borne-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function configurationFor(
  hub: string,
  more: Partial<Pick<KioskConfiguration, 'enrolmentCode' | 'syncEverySeconds' | 'bootSplaySeconds'>> = {},
): KioskConfiguration {
  return kioskConfigurationSchema.parse({ hub, syncEverySeconds: 1, bootSplaySeconds: 0, ...more });
}

/** What the kiosk shows of a tenant: collection/id → version and body. */
export function recordsOf(folder: string, tenant: string, scope = 'public'): Map<string, string> {
  const db = new Database(join(folder, 'content.db'), { readonly: true });
  try {
    const rows = db
      .prepare<[string, string], { collection: string; id: string; version: number; body: string }>(
        'SELECT collection, id, version, body FROM record WHERE tenant = ? AND scope = ?',
      )
      .all(tenant, scope);
    return new Map(rows.map((row) => [`${row.collection}/${row.id}`, `${row.version} ${row.body}`]));
  } finally {
    db.close();
  }
}

export function asShown(live: Map<string, TextChange>): Map<string, string> {
  return new Map([...live].map(([key, change]) => [key, `${change.version} ${change.body}`]));
}

/** A sealed submission with nothing in it. */
export async function sealedNothing(
  keys: SealingKeys,
  place: {
    tenant: string;
    service: string;
    id?: string;
    act?: string;
    attachments?: readonly Attachment[];
  },
): Promise<Envelope> {
  const { tenant, service, id = crypto.randomUUID(), act, attachments } = place;
  return sealEnvelope(
    {
      format: 'borne/v1',
      id,
      tenant,
      service,
      form: { id: service, version: 1 },
      hubKey: keys.hub.kid,
      serviceKey: keys.service.kid,
      ...(act === undefined ? {} : { act }),
      ...(attachments && { attachments: attachments.map(({ sha256, bytes }) => ({ sha256, bytes })) }),
    },
    { facts: {}, words: {} },
    keys,
  );
}

/** A service record as a city would publish it. */
export function serviceRecord(name: string, more: Partial<Service> = {}): Service {
  const text = { original: 'fr' as const, fr: { text: name, by: 'human' as const } };
  return {
    theme: 'ideas',
    alsoIn: [],
    pictogram: 'lightbulb',
    name: text,
    summary: text,
    words: {},
    status: { state: 'open', source: { document: 'S0', lines: '54' } },
    sources: [{ document: 'S0', lines: '54' }],
    facts: [],
    capabilities: ['guide'],
    ...more,
  };
}
