import { type Page } from 'playwright';

/**
 * Writes into the field of the screen as a physical keyboard does, or whatever else hands over a text at once. A
 * field takes no text that comes from elsewhere before a physical key was touched; this one erases nothing where the
 * cursor stands at the end.
 */
export async function typeAtOnce(page: Page, text: string): Promise<void> {
  await page.locator('textarea, input').first().focus();
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}
