import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { siteIdOf } from '../../../shared/contract/index.ts';
import { tenantIdSchema } from '../../../shared/model/index.ts';
import { Trouble } from '../steps.ts';

export interface NewTown {
  databaseUrl: string;
  tenant: string;
  name: string;
  /** Where keys, the root key, the first content and the hub's settings are written. */
  folder: string;
  site: { id: string; name: string };
  administrator: string;
  /** Records to begin with; without them, the town's name alone. */
  content: string | undefined;
}

const USAGE = `DATABASE_URL=postgresql://… npm run new-town -- --tenant ID --name NAME --folder DIR [options]
  --tenant ID            short name of the town in addresses and keys: small letters, figures and hyphens
  --name NAME            as people know it
  --folder DIR           where its keys, its root key, its first content and the hub's settings are written
  --site NAME            where the first kiosk will stand (default: Mairie)
  --administrator NAME   of the first account (default: administration)
  --content DIR          records to publish first: tenant.json and service/, form/, … (default: the name alone)`;

/** The file that says that a town was made whole. */
export const SETTINGS_FILE = 'hub.env';

/** @throws Trouble that names what is missing or wrong */
export function readNewTown(args: string[], databaseUrl = process.env['DATABASE_URL']): NewTown {
  const { tenant, name, folder, site, administrator, content } = parse(args);
  if (databaseUrl === undefined || !URL.canParse(databaseUrl))
    throw new Trouble('DATABASE_URL must hold the address of an empty PostgreSQL database.');
  if (tenant === undefined || name === undefined || folder === undefined) throw new Trouble(USAGE);
  if (!tenantIdSchema.safeParse(tenant).success)
    throw new Trouble(`--tenant ${tenant}: small letters, figures and hyphens, a letter first.`);
  if (siteIdOf(site) === '') throw new Trouble('--site must be the name of a place.');
  if (content !== undefined && !existsSync(join(content, 'tenant.json')))
    throw new Trouble(`--content ${content} has no tenant.json.`);
  if (existsSync(join(folder, SETTINGS_FILE)))
    throw new Trouble(`There is a town in ${folder} already. Name another folder.`);
  return {
    databaseUrl,
    tenant,
    name,
    folder: resolve(folder),
    site: { id: siteIdOf(site), name: site },
    administrator,
    content: content === undefined ? undefined : resolve(content),
  };
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        tenant: { type: 'string' },
        name: { type: 'string' },
        folder: { type: 'string' },
        site: { type: 'string', default: 'Mairie' },
        administrator: { type: 'string', default: 'administration' },
        content: { type: 'string' },
      },
    });
    return values;
  } catch {
    throw new Trouble(USAGE);
  }
}
