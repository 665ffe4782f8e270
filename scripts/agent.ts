/*
 * `npm run agent -- --tenant pantin --name "Prénom Nom" --role administrator`: an account for the console of a city, or a
 * new password for one. Needs DATABASE_URL, as the hub does, and a hub that ran on it once. The first administrator of a
 * city is made so; all others at the console.
 *
 *   --tenant NAME   the city
 *   --name NAME     of the account, as it is typed when signing in
 *   --role ROLE     agent, moderator, publisher, administrator or auditor; several times for several. Without it, a new
 *                   account answers requests, and one that exists keeps its roles
 */
import { parseArgs } from 'node:util';
import { createAgent, openDatabase } from '../city/hub/index.ts';
import { type Role, ROLES } from '../shared/contract/index.ts';
import { tenantIdSchema } from '../shared/model/index.ts';
import { databaseOfEnvironment, runCopying } from './lib/copying.ts';
import { Trouble } from './lib/steps.ts';

const USAGE = `npm run agent -- --tenant CITY --name NAME [--role ${ROLES.join('|')}]…`;

interface Asked {
  tenant: string;
  name: string;
  roles: Role[] | undefined;
}

/** @throws Trouble that says how the command is called */
function readArguments(): Asked {
  const { tenant, name = '', role: roles } = parsedArguments();
  const unknown = roles?.find((role) => !isRole(role));
  if (unknown !== undefined)
    throw new Trouble(`There is no role ${unknown}: name one of ${ROLES.join(', ')}.`);
  if (!tenantIdSchema.safeParse(tenant).success || !/^\P{C}{1,100}$/u.test(name.trim()))
    throw new Trouble(USAGE);
  return { tenant: tenant ?? '', name: name.trim(), roles: roles?.filter(isRole) };
}

function parsedArguments() {
  try {
    return parseArgs({
      options: {
        tenant: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', multiple: true },
      },
    }).values;
  } catch {
    throw new Trouble(USAGE);
  }
}

function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}

await runCopying(async () => {
  const { tenant, name, roles } = readArguments();
  const database = openDatabase(databaseOfEnvironment());
  try {
    const grants = roles?.map((role) => ({ role }));
    const password = await createAgent(database, tenant, name, grants);
    console.log(`The password of ${name} in ${tenant}, which is kept nowhere: ${password}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '42P01')
      throw new Trouble('The database of DATABASE_URL is not a hub’s: start the hub on it once.');
    if (code.startsWith('E')) throw new Trouble('The database of DATABASE_URL cannot be reached.');
    throw error;
  } finally {
    await database.end();
  }
});
