/* Which control comes next, for somebody who moves with keys: the order of the page, which is the one that is seen. */

const CONTROLS = 'button:not(:disabled), textarea, input';
/** Parts of a screen: a step over a whole one spares a walk through every key of a keyboard. */
const ZONES =
  '.ask-words, .ask-answers, .reading-zone, .keyboard, .hand-zone, .listen-bar, .frame-bar, .welcome';

/** Every control that can be reached now, in order; while a question stands before the screen, its own only. */
export function controlsIn(page: Document): HTMLElement[] {
  const layer = page.querySelector('.ask-overlay') ?? page.querySelector('#page') ?? page.body;
  return [...layer.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (element) =>
      element.checkVisibility() && element.closest('[aria-hidden="true"], .scroll-buttons') === null,
  );
}

/** The control `by` steps from the one in focus; after the last comes the first. */
export function controlAfter(controls: readonly HTMLElement[], from: Element | null, by: 1 | -1) {
  if (controls.length === 0) return undefined;
  const at = controls.findIndex((control) => control === from);
  if (at === -1) return by === 1 ? firstAfter(controls, from) : controls.at(-1);
  return controls[(at + by + controls.length) % controls.length];
}

/** From a title or a text that has the focus: the first control behind it. */
function firstAfter(controls: readonly HTMLElement[], from: Element | null): HTMLElement | undefined {
  const isBehind = (control: HTMLElement) =>
    from === null ||
    (from.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING) ===
      Node.DOCUMENT_POSITION_FOLLOWING;
  return controls.find(isBehind) ?? controls[0];
}

/** The first control of the next part of the screen, or of the one before. */
export function zoneAfter(controls: readonly HTMLElement[], from: Element | null, by: 1 | -1) {
  const firsts = controls.filter(
    (control, index) => index === 0 || zoneOf(control) !== zoneOf(controls[index - 1]),
  );
  const current = zoneOf(from);
  const at = firsts.findIndex((control) => zoneOf(control) === current);
  return firsts[(at + by + firsts.length) % firsts.length];
}

function zoneOf(element: Element | null | undefined): Element | null {
  return element?.closest(ZONES) ?? null;
}
