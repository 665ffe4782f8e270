import { type KioskDescription, type ServiceCard } from '../../shared/contract/index.ts';
import { type Need, type Theme, themesOf, wordingFor } from '../../shared/model/index.ts';

/** acc-11: at most this many choices, then "the rest". */
export const CHOICES_A_SCREEN = 7;

/** With no more choices than this, a large picture has room above them. */
export const ROOM_FOR_POSTER = 5;

const byName = new Intl.Collator('fr');

/** The home tenant's services first, then the partners' in the order of the description, each by name. */
export function inOrder(services: ServiceCard[], { homeTenant, tenants }: KioskDescription): ServiceCard[] {
  const order = [homeTenant, ...tenants.map((tenant) => tenant.id)];
  return services.toSorted(
    (a, b) =>
      order.indexOf(a.tenant) - order.indexOf(b.tenant) ||
      byName.compare(wordingFor(a.name, 'fr').text, wordingFor(b.name, 'fr').text),
  );
}

export function servicesIn(theme: Theme, services: ServiceCard[]): ServiceCard[] {
  return services.filter((service) => service.theme === theme || service.alsoIn.includes(theme));
}

/** The themes of a need that hold something. */
export function themesWithServices(need: Need, services: ServiceCard[]): Theme[] {
  return themesOf(need).filter((theme) => servicesIn(theme, services).length > 0);
}

export interface Page<T> {
  shown: T[];
  /** Where "the rest" leads; undefined when everything is on the screen. */
  next: number | undefined;
}

/** One screenful of a list. After the last one comes the first again. */
export function pageOf<T>(all: T[], number: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / CHOICES_A_SCREEN));
  const current = Math.min(number, pages - 1);
  // As many on each page, give or take one: a last page with a single card looks like a mistake.
  const each = Math.ceil(all.length / pages);
  const shown = all.slice(current * each, (current + 1) * each);
  return { shown, next: pages === 1 ? undefined : (current + 1) % pages };
}
