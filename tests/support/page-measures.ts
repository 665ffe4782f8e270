import { type Page } from 'playwright';

/* Checks of a screen that axe does not have (test-2). The functions named `measure…` run inside the page. */

/** acc-17: with everything brought down, nothing to touch stands higher than 1 220 mm over the floor. */
export function reachProblems(page: Page, bottomEdgeMillimetres: number): Promise<string[]> {
  return page.evaluate(measureReach, bottomEdgeMillimetres);
}

/** acc-4: every text on the ground that it really stands on, by the colours that the browser computed. */
export function contrastProblems(page: Page, least: number): Promise<string[]> {
  return page.evaluate(measureContrast, least);
}

/** The order of the Tab key is the order of reading: along the line, then down, column after column. */
export function orderProblems(page: Page): Promise<string[]> {
  return page.evaluate(measureOrder);
}

/** No text stands on another. */
export function overlapProblems(page: Page): Promise<string[]> {
  return page.evaluate(measureOverlap);
}

/** What came up after a touch is seen whole, unless it is higher than the room that it has. */
export function noticeProblems(page: Page): Promise<string[]> {
  return page.evaluate(measureNotices);
}

function measureNotices(): string[] {
  return [...document.querySelectorAll('main .scroll-view .notice[role="status"]')].flatMap((notice) => {
    const box = notice.getBoundingClientRect();
    const view = notice.closest('.scroll-view')?.getBoundingClientRect();
    const seen = !view || (box.top >= view.top - 1 && box.bottom <= view.bottom + 1);
    return seen || box.height > view.height
      ? []
      : [`out of sight: ${notice.textContent.trim().slice(0, 30)}`];
  });
}

function measureReach(bottomEdge: number): string[] {
  const highest = 1_220;
  const millimetre = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
  const layer = document.querySelector('.ask-overlay') ?? document.body;
  return [...layer.querySelectorAll('button, input, textarea')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const view = element.closest('.scroll-view')?.getBoundingClientRect();
    // What is scrolled away is reached once it is scrolled back.
    if (box.width === 0 || (view && box.top < view.top - 1)) return [];
    const height = bottomEdge + (innerHeight - box.top) / millimetre;
    return height > highest + 1
      ? [`${element.textContent.trim().slice(0, 30)} reaches ${height.toFixed(0)} mm`]
      : [];
  });
}

function measureContrast(least: number): string[] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const ink = canvas.getContext('2d', { willReadFrequently: true });
  if (!ink) throw new Error('no canvas');
  const problems = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (!parent || text === '' || !parent.checkVisibility({ opacityProperty: true })) continue;
    if (parent.closest('.unseen, .slip, [aria-hidden="true"]')) continue;
    const ratio = contrast(luminance(getComputedStyle(parent).color), luminance(groundOf(parent)));
    if (ratio < least) problems.add(`"${text.slice(0, 30)}" has ${ratio.toFixed(1)}:1`);
  }
  return [...problems];

  function groundOf(element: Element): string {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  }

  function luminance(colour: string): number {
    ink?.clearRect(0, 0, 1, 1);
    if (ink) ink.fillStyle = colour;
    ink?.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = ink?.getImageData(0, 0, 1, 1).data ?? [];
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  function linear(channel: number): number {
    const part = channel / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }

  function contrast(a: number, b: number): number {
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
}

function measureOrder(): string[] {
  const layer = document.querySelector('.ask-overlay') ?? document.body;
  const controls = [...layer.querySelectorAll<HTMLElement>('button, input, textarea')]
    .filter((element) => element.checkVisibility() && element.closest('[aria-hidden="true"]') === null)
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ element, box }) => isInView(element, box));
  return controls.flatMap(({ element, box }, index) => {
    const next = controls[index + 1];
    if (!next || isAfter(box, next.box, directionOf(element, next.element))) return [];
    return [`${nameOf(element)} comes before ${nameOf(next.element)}`];
  });

  /** What is scrolled away stands nowhere yet. */
  function isInView(element: Element, box: DOMRect): boolean {
    const view = element.closest('.scroll-view')?.getBoundingClientRect();
    return !view || (box.top >= view.top - 1 && box.bottom <= view.bottom + 1);
  }

  function isAfter(a: DOMRect, b: DOMRect, direction: string): boolean {
    const along = direction === 'rtl' ? b.right <= a.left + 2 : b.left >= a.right - 2;
    const sameLine = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
    return sameLine ? along : b.top >= a.top || along;
  }

  /** Keys stand as on a real keyboard, whatever the reading direction. */
  function directionOf(a: Element, b: Element): string {
    const keys = a.closest('.keyboard') && b.closest('.keyboard');
    return keys ? 'ltr' : getComputedStyle(document.documentElement).direction;
  }

  function nameOf(element: Element): string {
    return element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30);
  }
}

function measureOverlap(): string[] {
  const layer = document.querySelector('.ask-overlay') ?? document.body;
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  const lines: { text: string; box: DOMRect; node: Node }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || node.textContent?.trim() === '' || !parent.checkVisibility({ opacityProperty: true }))
      continue;
    if (parent.closest('.unseen, .slip, [aria-hidden="true"]')) continue;
    const view = parent.closest('.scroll-view')?.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const gone = view && (box.bottom > view.bottom || box.top < view.top);
      // A line's box is higher than its letters: only the middle of it counts.
      const middle = new DOMRect(box.x, box.y + box.height / 4, box.width, box.height / 2);
      if (!gone && box.width > 0)
        lines.push({ text: node.textContent?.trim().slice(0, 24) ?? '', box: middle, node });
    }
  }
  return lines.flatMap((a, index) =>
    lines
      .slice(index + 1)
      .filter((b) => a.node !== b.node && overlaps(a.box, b.box))
      .map((b) => `"${a.text}" and "${b.text}" stand on each other`),
  );

  function overlaps(a: DOMRect, b: DOMRect): boolean {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const along = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > 2 && along > 2;
  }
}
