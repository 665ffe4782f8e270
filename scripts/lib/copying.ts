import { resolve } from 'node:path';
import { Trouble } from './steps.ts';

/** The folder of the command line and the database of the environment. @throws Trouble when one is missing */
export function askedOf(command: 'backup' | 'restore'): { folder: string; databaseUrl: string } {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0)
    throw new Trouble(`Name one folder: npm run ${command} -- <folder>`);
  return { folder: resolve(folder), databaseUrl: databaseOfEnvironment() };
}

/** @throws Trouble when the environment names none */
export function databaseOfEnvironment(): string {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl === undefined || !URL.canParse(databaseUrl))
    throw new Trouble('DATABASE_URL must hold the address of the hub’s PostgreSQL database.');
  return databaseUrl;
}

/** Runs a command of an operator: what can be mended is said in one sentence, and the exit code is 1. */
export async function runCopying(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
