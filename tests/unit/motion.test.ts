import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Declaration, declarationsIn } from '../support/style-sheet.ts';

const ROOT = join(import.meta.dirname, '../..');

function contentOf(pattern: string): { file: string; text: string }[] {
  const files = globSync(pattern, { cwd: ROOT });
  expect(files.length).toBeGreaterThan(5);
  return files.map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

function moves({ property, value }: Declaration): boolean {
  if (/^(animation|transition)(-|$)/.test(property)) return value !== 'none';
  return property === 'scroll-behavior' && value !== 'auto';
}

/** Both, because a visitor can ask for stillness on the kiosk, and the system for everybody (acc-9). */
function isGuarded({ inside }: Declaration): boolean {
  const selectors = inside.at(-1)?.split(/,(?![^(]*\))/) ?? [];
  return (
    inside.includes('@media (prefers-reduced-motion: no-preference)') &&
    selectors.every((selector) => selector.trim().startsWith(":root:not([data-motion='none'])"))
  );
}

test('the style sheets move nothing for somebody who asked for stillness', () => {
  const moving = contentOf('{renderer,city}/**/*.css').flatMap(({ file, text }) =>
    declarationsIn(text)
      .filter(moves)
      .map((declaration) => ({ file, ...declaration })),
  );
  expect(moving.length).toBeGreaterThan(1);
  expect(moving.filter((declaration) => !isGuarded(declaration))).toEqual([]);
});

test('a script that moves something asks first whether it may', () => {
  const moving = contentOf('{renderer,city/console}/**/*.{ts,tsx}').filter(({ text }) =>
    /'smooth'|\.animate\(|startViewTransition/.test(text),
  );
  expect(moving.map(({ file }) => file)).toEqual(['renderer/ui/may-move.ts']);
});
