import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright';
import { expect } from 'vitest';

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const AXE_RULES = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } };

/** Nothing that axe knows to be wrong, with the stricter contrast and target rules as well. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await axeProblems(page), where).toEqual([]);
}

export async function axeProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: AXE_TAGS }, rules: AXE_RULES })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** acc-12, key-1: targets of 12.7 mm with 2.54 mm between them, main actions of 20 mm, keys of 15 mm. */
export async function expectTargets(page: Page, where: string): Promise<void> {
  expect.soft(await targetProblems(page), where).toEqual([]);
}

export function targetProblems(page: Page): Promise<string[]> {
  return page.evaluate(measureTargets);
}

/** acc-6: nothing cut, nothing beyond an edge, nothing sideways; what is longer scrolls by buttons. */
export async function expectWhole(page: Page, where: string): Promise<void> {
  expect.soft(await textProblems(page), where).toEqual([]);
}

export function textProblems(page: Page): Promise<string[]> {
  return page.evaluate(measureText);
}

/* The two functions below run inside the page: they can use nothing from this file. */

function measureTargets(): string[] {
  const millimetre = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
  const tolerance = 0.75;
  const problems: string[] = [];
  const layer = document.querySelector('.ask-overlay') ?? document.body;
  const targets = [...layer.querySelectorAll('button, input, textarea')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const view = element.closest('.scroll-view')?.getBoundingClientRect();
    // What is only partly scrolled into view is measured when it is wholly there.
    const partly = view && (box.top < view.top - 1 || box.bottom > view.bottom + 1);
    const gone = box.width === 0 || element.closest('[aria-hidden="true"]') !== null;
    return partly || gone ? [] : [{ element, box, name: nameOf(element) }];
  });

  for (const { element, box, name } of targets) {
    const shortest = Math.min(box.width, box.height);
    const least = element.matches('[data-kind="main"]') ? 20 : element.matches('.key') ? 15 : 12.7;
    if (shortest + tolerance < least * millimetre) {
      problems.push(`${name}: ${(shortest / millimetre).toFixed(1)} mm instead of ${least}`);
    }
  }
  for (const [index, a] of targets.entries()) {
    for (const b of targets.slice(index + 1)) {
      const across = Math.max(a.box.left - b.box.right, b.box.left - a.box.right);
      const along = Math.max(a.box.top - b.box.bottom, b.box.top - a.box.bottom);
      const gap = Math.max(across, along);
      if (gap + tolerance < 2.54 * millimetre) {
        problems.push(`${a.name} and ${b.name}: ${(gap / millimetre).toFixed(1)} mm apart`);
      }
    }
  }
  return problems;

  function nameOf(element: Element): string {
    return element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30);
  }
}

function measureText(): string[] {
  const problems: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) problems.push('the page is wider than the screen');
  if (root.scrollHeight > root.clientHeight) problems.push('the page is higher than the screen');

  for (const element of document.querySelectorAll(
    '.scroll-view, .screen, .frame, .ask-overlay, .text-field-area',
  )) {
    if (element.scrollWidth > element.clientWidth + 1) problems.push(`${element.className} scrolls sideways`);
  }
  for (const element of document.querySelectorAll('.screen, .frame')) {
    if (element.scrollHeight > element.clientHeight + 1)
      problems.push(`${element.className} is cut at its foot`);
  }
  for (const element of document.querySelectorAll('button')) {
    const box = element.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(element);
    const words = range.getBoundingClientRect();
    const name = element.textContent.trim().slice(0, 30);
    if (words.left < box.left - 1 || words.right > box.right + 1)
      problems.push(`${name}: wider than its button`);
    if (words.top < box.top - 2 || words.bottom > box.bottom + 2)
      problems.push(`${name}: higher than its button`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || node.textContent?.trim() === '' || parent.closest('.unseen, .slip, [aria-hidden="true"]'))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, width } = range.getBoundingClientRect();
    const beyond = left < -1 || right > root.clientWidth + 1;
    if (width > 0 && beyond) problems.push(`beyond the edge: ${node.textContent?.slice(0, 30)}`);
    if (getComputedStyle(parent).textOverflow === 'ellipsis')
      problems.push(`may be cut: ${node.textContent}`);
  }
  return problems;
}
