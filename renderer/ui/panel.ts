export interface Panel {
  diagonalInches: number;
  widthPixels: number;
  heightPixels: number;
  /** From the floor to the lower edge of the picture. */
  bottomEdgeMillimetres: number;
  viewingDistanceMillimetres: number;
}

const MILLIMETRES_PER_INCH = 25.4;

/** acc-16: EN 301 549 lets nothing that is to be touched stand higher than this above the floor. */
export const HIGHEST_REACH_MILLIMETRES = 1_220;

/** A panel that hangs too high for anybody who sits still shows this much; docs/installing-a-kiosk.md forbids it. */
const LEAST_LOW_MILLIMETRES = 200;

/** CSS pixels in one millimetre of this panel. `pixelRatio` is the window's `devicePixelRatio`. */
export function pixelsPerMillimetre(
  panel: Pick<Panel, 'diagonalInches' | 'widthPixels' | 'heightPixels'>,
  pixelRatio: number,
): number {
  const diagonalPixels = Math.hypot(panel.widthPixels, panel.heightPixels) / pixelRatio;
  return diagonalPixels / (panel.diagonalInches * MILLIMETRES_PER_INCH);
}

/** How much smaller than the panel a browser's window is: 1 when the panel fits in it, in either orientation. */
export function miniature(
  panel: Pick<Panel, 'widthPixels' | 'heightPixels'>,
  view: { width: number; height: number; pixelRatio: number },
): number {
  const [panelShort, panelLong] = sorted(panel.widthPixels, panel.heightPixels);
  const [viewShort, viewLong] = sorted(view.width * view.pixelRatio, view.height * view.pixelRatio);
  return Math.min(1, viewShort / panelShort, viewLong / panelLong);
}

/** A capital of the largest text is 8.6 mm high: 0.7° for eyes as far away as this (acc-2). */
const LEGIBLE_MILLIMETRES = 700;

/** How much larger all letters must be for eyes that are farther away than usual. */
export function farFactor({ viewingDistanceMillimetres }: Pick<Panel, 'viewingDistanceMillimetres'>): number {
  return Math.max(1, viewingDistanceMillimetres / LEGIBLE_MILLIMETRES);
}

/** How much of the panel, from its lower edge, somebody who sits can touch; in millimetres (acc-17). */
export function lowHeight({ bottomEdgeMillimetres }: Pick<Panel, 'bottomEdgeMillimetres'>): number {
  return Math.max(LEAST_LOW_MILLIMETRES, HIGHEST_REACH_MILLIMETRES - bottomEdgeMillimetres);
}

/**
 * Sizes of the style sheets, as multiples of this panel's millimetre. `view` is smaller than the panel in a browser only.
 * Set through the object model, which the policy allows.
 */
export function setPanel(
  root: HTMLElement,
  panel: Panel,
  view: { width: number; height: number; pixelRatio: number; onKiosk: boolean },
): void {
  const scale = view.onKiosk ? 1 : miniature(panel, view);
  root.style.setProperty('--mm', `${(pixelsPerMillimetre(panel, view.pixelRatio) * scale).toFixed(4)}px`);
  root.style.setProperty('--low', `calc(${lowHeight(panel)} * var(--mm))`);
  root.style.setProperty('--far', farFactor(panel).toFixed(3));
}

function sorted(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}
