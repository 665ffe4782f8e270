import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatLooseDate, formatTime, todayInParis } from '../../renderer/language/index.ts';
import { farFactor, lowHeight, miniature, pixelsPerMillimetre } from '../../renderer/ui/panel.ts';
import { Kept } from '../../renderer/visitor/kept.ts';
import {
  CHOICES_A_SCREEN,
  inOrder,
  pageOf,
  servicesIn,
  themesWithServices,
} from '../../renderer/visitor/order.ts';
import {
  afterLanguage,
  canGoBack,
  goBack,
  goTo,
  type Path,
  type Place,
  placeOf,
  START,
} from '../../renderer/visitor/places.ts';
import { type KioskDescription, type ServiceCard, USUAL_ACCESS } from '../../shared/contract/index.ts';
import { NEEDS, type Need, serviceSchema } from '../../shared/model/index.ts';

const CITIES = join(import.meta.dirname, '../../resources/cities');
const DESCRIPTION: KioskDescription = {
  version: '0',
  site: { name: 'Maison du projet' },
  homeTenant: 'pantin',
  tenants: ['pantin', 'paris', 'plaine-commune', 'sommet-citoyen'].map((id) => ({
    id,
    name: { original: 'fr' as const, fr: { text: id, by: 'human' as const } },
  })),
  ...USUAL_ACCESS,
};

describe('going from screen to screen', () => {
  const service: Place = { screen: 'service', service: { tenant: 'pantin', id: 'x' } };

  test('the first choice of a language leads home, where back leads nowhere', () => {
    const home = afterLanguage(goTo(START, { screen: 'language' }));
    expect(placeOf(home)).toEqual({ screen: 'home' });
    expect(canGoBack(home)).toBe(false);
  });

  test('a later one leads back to where one was', () => {
    const reading = walk({ screen: 'home' }, service);
    expect(placeOf(afterLanguage(goTo(reading, { screen: 'language' })))).toEqual(service);
  });

  test('back undoes one step and says which way it goes', () => {
    const path = walk({ screen: 'home' }, { screen: 'need', need: 'propose' }, service);
    expect(path.going).toBe('deeper');
    expect(placeOf(goBack(path))).toEqual({ screen: 'need', need: 'propose' });
    expect(goBack(path).going).toBe('back');
    expect(goBack(START)).toEqual(START);
  });

  test('asking for help twice is not two steps back', () => {
    const path = walk({ screen: 'home' }, service, { screen: 'help' }, { screen: 'help' });
    expect(placeOf(goBack(path))).toEqual(service);
  });

  test('another service from a service is a step of its own', () => {
    const other: Place = { screen: 'service', service: { tenant: 'paris', id: 'y' } };
    expect(placeOf(goBack(walk(service, other)))).toEqual(service);
  });
});

function walk(first: Place, ...others: Place[]): Path {
  return others.reduce(goTo, { places: [first], going: 'deeper' } satisfies Path as Path);
}

describe('the 116 services', () => {
  const services = inOrder(allServices(), DESCRIPTION);

  test('are all reached in four touches from home', () => {
    const reached = new Set<string>();
    for (const need of NEEDS) {
      for (const [card, touches] of reachable(need, services)) if (touches <= 4) reached.add(keyOf(card));
    }
    expect(services.length).toBe(116);
    expect(services.map(keyOf).filter((key) => !reached.has(key))).toEqual([]);
  });

  test('stand with the home city first in every theme', () => {
    const order = DESCRIPTION.tenants.map((tenant) => tenant.id);
    const ranks = servicesIn('residents-councils', services).map((card) => order.indexOf(card.tenant));
    expect(new Set(ranks).size).toBeGreaterThan(1);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  test('a need with nothing published offers no theme', () => {
    expect(themesWithServices('health', [])).toEqual([]);
  });
});

/** Every service under a need, with the touches that it takes: need, theme when there are several, rest, service. */
function reachable(need: Need, services: ServiceCard[]): [ServiceCard, number][] {
  const themes = themesWithServices(need, services);
  const before = themes.length === 1 ? 1 : 2;
  return themes.flatMap((theme) =>
    servicesIn(theme, services).map((card, index): [ServiceCard, number] => [
      card,
      before + Math.floor(index / CHOICES_A_SCREEN) + 1,
    ]),
  );
}

function keyOf(card: ServiceCard): string {
  return `${card.tenant} ${card.id}`;
}

function allServices(): ServiceCard[] {
  return DESCRIPTION.tenants.flatMap(({ id: tenant }) => {
    const folder = join(CITIES, tenant, 'service');
    return (existsSync(folder) ? readdirSync(folder) : []).map((file) => {
      const service = serviceSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const { theme, alsoIn, pictogram, name, status, capabilities } = service;
      const id = file.replace('.json', '');
      return { tenant, id, theme, alsoIn, pictogram, name, state: status.state, capabilities };
    });
  });
}

describe('a long list', () => {
  const eight = Array.from({ length: 8 }, (_, index) => index);

  test('shows seven at most, as many on each page, then the start again', () => {
    expect(pageOf(eight, 0)).toEqual({ shown: [0, 1, 2, 3], next: 1 });
    expect(pageOf(eight, 1)).toEqual({ shown: [4, 5, 6, 7], next: 0 });
  });

  test('needs no rest for seven, and survives becoming shorter under a reader', () => {
    expect(pageOf(eight.slice(1), 0).next).toBeUndefined();
    expect(pageOf([1, 2], 5)).toEqual({ shown: [1, 2], next: undefined });
  });
});

describe('sizes', () => {
  test('a millimetre of the reference panel is 4.03 pixels, half as many CSS pixels at a ratio of 2', () => {
    expect(pixelsPerMillimetre(DESCRIPTION.panel, 1)).toBeCloseTo(4.034, 3);
    expect(pixelsPerMillimetre(DESCRIPTION.panel, 2)).toBeCloseTo(2.017, 3);
  });

  test('a 32 inch panel has fewer pixels in a millimetre', () => {
    expect(pixelsPerMillimetre({ ...DESCRIPTION.panel, diagonalInches: 32 }, 1)).toBeCloseTo(2.71, 2);
  });

  test('brought down, a panel shows what a hand from a chair reaches: 1 220 mm over the floor', () => {
    expect(lowHeight({ bottomEdgeMillimetres: 900 })).toBe(320);
    expect(lowHeight({ bottomEdgeMillimetres: 1_100 })).toBe(200);
  });

  test('letters grow for eyes that are farther than 700 mm, and never shrink', () => {
    expect(farFactor({ viewingDistanceMillimetres: 600 })).toBe(1);
    expect(farFactor({ viewingDistanceMillimetres: 1_050 })).toBe(1.5);
  });

  test('a browser shows the panel small enough to fit, in either orientation, and never larger', () => {
    const fit = (width: number, height: number) =>
      miniature(DESCRIPTION.panel, { width, height, pixelRatio: 1 });
    expect(fit(1080, 1920)).toBe(1);
    expect(fit(1920, 1080)).toBe(1);
    expect(fit(960, 540)).toBe(0.5);
    expect(fit(4000, 4000)).toBe(1);
  });
});

describe('dates', () => {
  test('are as precise as they were given', () => {
    expect(formatLooseDate('2026', 'fr')).toBe('2026');
    expect(formatLooseDate('2016-10', 'fr')).toBe('octobre 2016');
    expect(formatLooseDate('2026-03-01', 'fr-simple')).toBe('1 mars 2026');
    expect(formatLooseDate('2026-03-01', 'en')).toBe('1 March 2026');
  });

  test('keep the digits of everyone in Arabic', () => {
    expect(formatLooseDate('2026-03-01', 'ar')).toMatch(/^1 \p{Script=Arabic}+ 2026$/u);
  });

  test('are those of Paris, in winter and in summer', () => {
    expect(formatTime(new Date('2026-01-05T08:07:00Z'), 'fr')).toBe('09:07');
    expect(formatTime(new Date('2026-07-05T22:30:00Z'), 'ar')).toBe('00:30');
    expect(todayInParis(new Date('2026-07-05T22:30:00Z'))).toBe('2026-07-06');
  });
});

test('what a visit keeps is told to whoever listens, until they stop', () => {
  const kept = new Kept();
  let told = 0;
  const stop = kept.subscribe(() => (told += 1));
  kept.set('page', 2);
  expect(kept.get('page')).toBe(2);
  stop();
  kept.set('page', 3);
  expect(told).toBe(1);
});
