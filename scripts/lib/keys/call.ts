import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tenantIdSchema } from '../../../shared/model/index.ts';

/** Called in a wrong way. */
export class Misuse extends Error {}

/** What was written after `npm run keys --`. */
export interface KeysCall {
  verb: string;
  /** What follows the verb. */
  names: string[];
  yes: boolean;
  lost: boolean;
  from: string | undefined;
  to: string | undefined;
  services: string[];
  partners: string[];
  without: string[];
  keysFolder: string | undefined;
  rootFolder: string | undefined;
}

const OPTIONS = {
  yes: { type: 'boolean' },
  lost: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  service: { type: 'string', multiple: true },
  partner: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  keys: { type: 'string' },
  root: { type: 'string' },
} as const;

const SERVICE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws Misuse for anything that no verb takes */
export function readCall(words: string[], verbs: readonly string[]): KeysCall {
  const { values, positionals } = parsed(words);
  const [verb = '', ...names] = positionals;
  if (!verbs.includes(verb)) throw new Misuse(`Say what to do: ${verbs.join(', ')}.`);
  return {
    verb,
    names,
    yes: values.yes ?? false,
    lost: values.lost ?? false,
    from: values.from,
    to: values.to === undefined ? undefined : resolve(values.to),
    services: listOf(values.service),
    partners: listOf(values.partner),
    without: listOf(values.without),
    keysFolder: values.keys ?? process.env['BORNE_KEYS'],
    rootFolder: values.root ?? process.env['BORNE_ROOT'],
  };
}

function parsed(words: string[]) {
  try {
    return parseArgs({ args: words, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : 'An option is wrong.');
  }
}

/** Several times, or several with commas. */
function listOf(values: string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

/** The names after the verb, exactly so many. @throws Misuse */
export function namesOf<const Names extends readonly string[]>(
  call: KeysCall,
  ...names: Names
): { [At in keyof Names]: string } {
  if (call.names.length !== names.length) throw new Misuse(`npm run keys -- ${call.verb} ${names.join(' ')}`);
  return call.names as { [At in keyof Names]: string };
}

/** @throws Misuse */
export function tenantOf(name: string): string {
  if (!tenantIdSchema.safeParse(name).success) throw new Misuse(`${name} is no city's short name.`);
  return name;
}

/** @throws Misuse */
export function serviceOf(name: string): string {
  if (!SERVICE.test(name)) throw new Misuse(`${name} is no service's short name.`);
  return name;
}

/** @throws Misuse when it was not named */
export function keysFolderOf({ keysFolder }: KeysCall): string {
  if (keysFolder === undefined)
    throw new Misuse('Name the folder of the keys: --keys FOLDER, or BORNE_KEYS.');
  return resolve(keysFolder);
}

/** @throws Misuse when it was not named, or the stick is not in */
export function rootFolderOf({ rootFolder }: KeysCall): string {
  if (rootFolder === undefined)
    throw new Misuse('Name the folder of the root key, on its stick: --root FOLDER, or BORNE_ROOT.');
  if (!existsSync(rootFolder)) throw new Misuse(`There is no folder ${rootFolder}: is the stick in?`);
  return resolve(rootFolder);
}
