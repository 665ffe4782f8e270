import { type ServiceKey } from '../../shared/contract/index.ts';
import { type Need, type Theme } from '../../shared/model/index.ts';

/** Where a visitor can be. */
export type Place =
  | {
      screen:
        | 'welcome'
        | 'language'
        | 'home'
        | 'search'
        | 'help'
        | 'call'
        | 'privacy'
        | 'text'
        | 'keys'
        | 'switches'
        | 'receipt';
    }
  | { screen: 'need'; need: Need }
  | { screen: 'theme'; theme: Theme }
  | { screen: 'service'; service: ServiceKey }
  | { screen: 'proposal'; service: ServiceKey };

/** The places that led here, the first one first; never empty. */
export interface Path {
  places: readonly [Place, ...Place[]];
  /** Which way the last step went: the screen arrives from that side. */
  going: 'deeper' | 'back';
}

export const START: Path = { places: [{ screen: 'welcome' }], going: 'deeper' };
const HOME: Path = { places: [{ screen: 'home' }], going: 'deeper' };

/** A visit that begins at this place: from it one goes back home. */
export function openedAt(place: Place): Path {
  if (place.screen === 'welcome') return START;
  if (place.screen === 'home') return HOME;
  return { places: [...HOME.places, place], going: 'deeper' };
}

export function placeOf(path: Path): Place {
  return path.places.at(-1) ?? path.places[0];
}

/** Going to a screen that one is on already changes nothing: help twice is not two steps back. */
export function goTo(path: Path, place: Place): Path {
  if (place.screen === placeOf(path).screen && isSingle(place)) return path;
  return { places: [...path.places, place], going: 'deeper' };
}

export function goBack(path: Path): Path {
  const [first, ...others] = path.places;
  return others.length === 0 ? path : { places: [first, ...others.slice(0, -1)], going: 'back' };
}

/** The language was chosen: the first time one goes home, later one is back where one was. */
export function afterLanguage(path: Path): Path {
  const before = placeOf(goBack(path));
  return before.screen === 'welcome' ? HOME : goBack(path);
}

/** Where "back" leads nowhere, its place stays empty. */
export function canGoBack(path: Path): boolean {
  return path.places.length > 1;
}

function isSingle(place: Place): boolean {
  return Object.keys(place).length === 1;
}
