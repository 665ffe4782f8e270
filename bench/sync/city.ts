import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createKeys, HOME_TENANT } from '../../scripts/lib/demo-city.ts';
import { ROOT } from '../../scripts/lib/run.ts';

/** The city whose hub is measured: the demo's own, with one service that takes proposals, and the workload. */
export const CITY = HOME_TENANT;

export const PROPOSAL = {
  service: 'droit-de-proposition-populaire',
  choices: { kind: 'idea', commission: 'not-sure' },
};

/** Records of the city's own beside the workload: itself, the service and its form. */
export const OWN_RECORDS = 3;

/** Gives the city its keys, and a folder with what it publishes beside the workload. */
export async function prepareCity(folder: string): Promise<{ keysFolder: string; published: string }> {
  const keysFolder = join(folder, 'keys');
  await createKeys({ keys: keysFolder, roots: join(folder, 'safe') }, CITY, []);
  const published = join(folder, 'published');
  const demo = join(ROOT, 'resources', 'cities', CITY);
  mkdirSync(published);
  for (const file of ['tenant.json', `service/${PROPOSAL.service}.json`, `form/${PROPOSAL.service}.json`])
    cpSync(join(demo, file), join(published, file));
  return { keysFolder, published };
}
