import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright';
import { expect } from 'vitest';

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of every page that people of the city use: AA, and of AAA the contrast. */
export function consoleRules(page: Page): AxeBuilder {
  return new AxeBuilder({ page })
    .withTags(AXE_TAGS)
    .options({ rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } });
}

/** @param screen is named when something is found */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await consoleRules(page).analyze();
  expect(violations.map(({ id, nodes }) => ({ screen, id, where: nodes.map((node) => node.html) }))).toEqual(
    [],
  );
}
