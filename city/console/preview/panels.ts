import { USUAL_ACCESS } from '../../../shared/contract/index.ts';

type Panel = (typeof USUAL_ACCESS)['panel'];

/** The panels that kiosks have, the reference first. */
const LONG = 1920;
const SHORT = 1080;

export const PANELS = {
  'upright-21': upright(21.5),
  'lying-21': { ...upright(21.5), widthPixels: LONG, heightPixels: SHORT },
  'upright-32': upright(32),
  'upright-15': upright(15.6),
} as const satisfies Record<string, Panel>;

export type PanelName = keyof typeof PANELS;

export const PANEL_NAMES = Object.keys(PANELS) as PanelName[];

function upright(diagonalInches: number): Panel {
  return { ...USUAL_ACCESS.panel, diagonalInches, widthPixels: SHORT, heightPixels: LONG };
}
