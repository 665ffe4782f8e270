import { type ServiceCard, type ServiceKey, type ServicePage } from '../contract/index.ts';
import { type Commitment, type Form, type Service } from '../model/index.ts';
import { PUBLIC_SCOPE, type Scope } from '../sync/index.ts';

/* How records become what a page shows: the same on a kiosk and in the preview of one. */

/** What a city says to one kiosk comes before what it says to a site, and that before what it says to everybody. */
const NEAREST_FIRST = [/^device:/, /^site:/, new RegExp(`^${PUBLIC_SCOPE}$`)];

/**
 * Of the scopes whose records a kiosk holds, those that the page shows, the nearest first. Answers have a scope of their
 * own; in a scope of a kind that this version does not know, records are kept and not shown.
 */
export function shownFirst(held: readonly Scope[]): Scope[] {
  return NEAREST_FIRST.flatMap((kind) => held.filter((scope) => kind.test(scope)));
}

export function cardOf(tenant: string, id: string, service: Service): ServiceCard {
  const { row, theme, alsoIn, pictogram, name, status, capabilities } = service;
  return {
    tenant,
    id,
    ...(row === undefined ? {} : { row }),
    theme,
    alsoIn,
    pictogram,
    name,
    state: status.state,
    capabilities,
  };
}

/** @param parts `commitments` in the order of their ids, of this service alone */
export function pageOf(
  { tenant, id }: ServiceKey,
  parts: {
    service: { version: number; body: Service };
    commitments: readonly Commitment[];
    form: Form | undefined;
  },
): ServicePage {
  const { service, commitments, form } = parts;
  return {
    tenant,
    id,
    version: service.version,
    service: service.body,
    commitments: commitments.toSorted((a, b) => dateOf(a).localeCompare(dateOf(b))),
    ...(form === undefined ? {} : { form }),
  };
}

const AFTER_ALL_DATES = '9999';

/** By the date promised; those without one come last. */
function dateOf(commitment: Commitment): string {
  return commitment.promisedFor ?? AFTER_ALL_DATES;
}
