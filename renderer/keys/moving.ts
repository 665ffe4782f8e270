import { controlAfter, controlsIn, zoneAfter } from './focus-order.ts';

/** A control that was reached, and which one of how many it is. */
export interface Reached {
  control: HTMLElement;
  number: number;
  total: number;
}

/** As ScrollArea: the last lines read stay in sight. */
const PART_OF_VIEW = 0.8;

/** Goes to the next control, or the one before. */
export function move(by: 1 | -1): Reached | undefined {
  return reach(controlAfter(controlsIn(document), document.activeElement, by));
}

/** Shows what stands lower or higher; where nothing does, goes to the next part of the screen. */
export function turn(by: 1 | -1): Reached | undefined {
  const views = document.querySelectorAll<HTMLElement>('main .scroll-view');
  const view = [...views].find(({ dataset }) => dataset[by === 1 ? 'below' : 'above'] === 'true');
  if (!view) return reach(zoneAfter(controlsIn(document), document.activeElement, by));
  view.scrollBy({ top: by * view.clientHeight * PART_OF_VIEW, behavior: 'instant' });
  return undefined;
}

/** Touches the control that was reached last; where there is none yet, goes to the first. */
export function select(): Reached | undefined {
  const control = document.activeElement;
  if (!(control instanceof HTMLButtonElement)) return move(1);
  control.click();
  return undefined;
}

function reach(control: HTMLElement | undefined): Reached | undefined {
  if (!control) return undefined;
  const controls = controlsIn(document);
  control.focus({ preventScroll: true });
  control.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  return { control, number: controls.indexOf(control) + 1, total: controls.length };
}
