import { randomInt } from 'node:crypto';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP_SIGNS = 4;

/** A random code that names its tenant: twenty bits for each group of four signs. */
export function makeCode(tenant: string, groups: number): string {
  const each = Array.from({ length: groups }, () =>
    Array.from({ length: GROUP_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
  );
  return `${tenant}.${each.join('-')}`;
}

/** The tenant that a code names; undefined when it has not even the form of one. */
export function tenantOfCode(code: string): string | undefined {
  return /^([a-z0-9-]+)\.[0-9A-Z-]+$/.exec(code)?.[1];
}
