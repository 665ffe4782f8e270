import { z } from 'zod';

/**
 * What somebody of the city does at the console. An agent answers requests; a moderator reads public texts before they
 * are shown; a publisher writes what the kiosks show; an administrator gives roles, keys and kiosks; an auditor reads who
 * did what, and changes nothing. None of them includes another: who does two things has two roles.
 */
export const ROLES = ['agent', 'moderator', 'publisher', 'administrator', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

/** A role, for one service or, without one, for all services of the city. */
export const grantSchema = z.object({
  role: z.enum(ROLES),
  service: z.string().max(120).optional(),
});

export type Grant = z.infer<typeof grantSchema>;

/** Whether somebody with these grants has one of the roles, for any service. */
export function hasRole(grants: readonly Grant[], roles: readonly Role[]): boolean {
  return grants.some(({ role }) => roles.includes(role));
}

/** The services that the grants open to a role: `all`, or their names. */
export function servicesOf(grants: readonly Grant[], role: Role): 'all' | string[] {
  const services = grants.flatMap((grant) => (grant.role === role ? [grant.service] : []));
  return services.includes(undefined) ? 'all' : services.filter((service) => service !== undefined);
}
