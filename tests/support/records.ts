import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commitmentSchema, serviceSchema, type Commitment, type Service } from '../../shared/model/index.ts';

const CITIES = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'resources', 'cities');

export interface DemoRecord<T> {
  tenant: string;
  id: string;
  record: T;
}

/** The services of the demo cities as they lie in the repository, by row. */
export function demoServices(): Map<string, DemoRecord<Service>> {
  const services = readCollection('service', (json) => serviceSchema.strict().parse(json));
  return new Map(services.map((service) => [service.record.row ?? service.id, service]));
}

export function demoCommitments(): DemoRecord<Commitment>[] {
  return readCollection('commitment', (json) => commitmentSchema.strict().parse(json));
}

function readCollection<T>(collection: string, parse: (json: unknown) => T): DemoRecord<T>[] {
  return globSync(`*/${collection}/*.json`, { cwd: CITIES }).map((file) => ({
    tenant: dirname(dirname(file)),
    id: basename(file, '.json'),
    record: parse(JSON.parse(readFileSync(join(CITIES, file), 'utf8'))),
  }));
}
