import { createContext, useContext } from 'react';
import { type EndReason, type KioskDescription, type ServiceCard } from '../../shared/contract/index.ts';
import { type Localized } from '../../shared/model/index.ts';
import { type Connection } from '../connection/index.ts';
import { type Appearance } from '../ui/index.ts';
import { Kept } from './kept.ts';
import { type Place } from './places.ts';

export type BackHandler = (() => boolean) | 'nowhere';

/**
 * What silence means: `usual`, the question comes after the time that the kiosk's configuration says; `until-left`,
 * it never comes; `code-on-paper`, it comes soon, for the code stands on the screen and is no longer needed there.
 */
export type Stay = 'usual' | 'until-left' | 'code-on-paper';

export interface Visit {
  connection: Connection;
  go: (place: Place) => void;
  back: () => void;
  /**
   * A screen with steps of its own takes "back" until it has no step left: it answers whether it took it. `nowhere`
   * leaves the place of "back" empty: what is done cannot be undone by it.
   */
  takeBack: (handler: BackHandler | undefined) => void;
  /** The language was chosen on its screen. */
  languageChosen: () => void;
  appearance: Appearance;
  setAppearance: (appearance: Appearance) => void;
  /** Said by a screen that stays for another time than is usual, and taken back when it goes. */
  setStay: (stay: Stay) => void;
  stay: () => Stay;
  end: (why: EndReason) => void;
}

export interface Kiosk {
  description: KioskDescription;
  /** The home tenant's first. */
  services: ServiceCard[];
  /** The `clipId`s of what the cities recorded. */
  clips: ReadonlySet<string>;
  /** Grows when the content changes. */
  generation: number;
  tenantName: (tenant: string) => Localized | undefined;
}

export const KeptContext = createContext(new Kept());
export const VisitContext = createContext<Visit | undefined>(undefined);
/** Undefined until the kiosk has described itself. */
export const KioskContext = createContext<Kiosk | undefined>(undefined);

export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (!visit) throw new Error('used outside a visit');
  return visit;
}

export function useKiosk(): Kiosk | undefined {
  return useContext(KioskContext);
}
