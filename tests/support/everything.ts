import { type Frame, type Page } from 'playwright';

export interface Everything {
  /** Each element with its attributes, its own text and where it stands. */
  elements: string[];
  /** What the browser makes of all style sheets for each of them: its properties, each with its value. */
  styles: string[][];
}

/** The first properties in which the elements of two pages differ. */
export function differentStyles(one: Everything, other: Everything): string[] {
  return one.elements
    .flatMap((element, at) => {
      const others = new Set(other.styles[at]);
      return (one.styles[at] ?? []).flatMap((style) => (others.has(style) ? [] : [`${element}: ${style}`]));
    })
    .slice(0, 10);
}

/** All that a page consists of; names that React counts through are counted anew, since they tell how long a page lives. */
export function everything(page: Page | Frame): Promise<Everything> {
  return page.evaluate(() => {
    // Where the focus is depends on what was touched before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const names = new Map<string, string>();
    const counted = (value: string) =>
      value.replaceAll(/(react-aria-?[\w:«»-]*|_r_\w+_|[:«]r\w+[:»])/g, (name) => {
        const known = names.get(name) ?? `name-${names.size}`;
        names.set(name, known);
        return known;
      });
    const elements: string[] = [];
    const styles: string[][] = [];
    for (const element of document.querySelectorAll('*')) {
      const attributes = [...element.attributes]
        // Only from which side the screen came, some time ago.
        .filter(({ name }) => name !== 'data-going')
        .map(({ name, value }) => `${name}=${counted(value)}`);
      const text = [...element.childNodes]
        .map((node) => (node.nodeType === 3 ? node.textContent : ''))
        .join('');
      const { x, y, width, height } = element.getBoundingClientRect();
      const box = [x, y, width, height].map((side) => side.toFixed(2)).join(' ');
      const named = `${element.localName} ${attributes.toSorted().join(' ')}`;
      elements.push(`${named} | ${text} | ${box}`);
      const style = getComputedStyle(element);
      styles.push([...style].map((property) => `${property}: ${style.getPropertyValue(property)}`));
    }
    return { elements, styles };
  });
}
