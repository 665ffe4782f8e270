export interface Panel {
  diagonalInches: number;
  widthPixels: number;
  heightPixels: number;
}

const MILLIMETRES_PER_INCH = 25.4;

/** CSS pixels in one millimetre of this panel. `pixelRatio` is the window's `devicePixelRatio`. */
export function pixelsPerMillimetre(panel: Panel, pixelRatio: number): number {
  const diagonalPixels = Math.hypot(panel.widthPixels, panel.heightPixels) / pixelRatio;
  return diagonalPixels / (panel.diagonalInches * MILLIMETRES_PER_INCH);
}

/** How much smaller than the panel a browser's window is: 1 when the panel fits in it, in either orientation. */
export function miniature(panel: Panel, view: { width: number; height: number; pixelRatio: number }): number {
  const [panelShort, panelLong] = sorted(panel.widthPixels, panel.heightPixels);
  const [viewShort, viewLong] = sorted(view.width * view.pixelRatio, view.height * view.pixelRatio);
  return Math.min(1, viewShort / panelShort, viewLong / panelLong);
}

/** Every size of the style sheets is a multiple of `--mm`. Set through the object model, which the policy allows. */
export function setMillimetre(root: HTMLElement, pixels: number): void {
  root.style.setProperty('--mm', `${pixels.toFixed(4)}px`);
}

function sorted(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}
