import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../renderer/gallery/contrast.ts';
import { isGround, PARTS_ON_GROUNDS, WORDS_ON_GROUNDS } from '../../renderer/gallery/meetings.ts';
import { COLOUR_THEMES } from '../../renderer/ui/appearance.ts';
import { declarationsIn } from '../support/style-sheet.ts';

const STYLES = join(import.meta.dirname, '../../renderer/ui/styles');
const THEMES_SHEET = declarationsIn(readFileSync(join(STYLES, 'themes.css'), 'utf8'));

type Theme = (typeof COLOUR_THEMES)[number];

/** acc-4: what is to be read in each theme. `soft` is for eyes that glare hurts: enough, and no more. */
const LEAST: Record<Theme, number> = { light: 10, soft: 7, 'white-on-black': 21, 'black-on-white': 21 };
const LEAST_OF_PARTS = 3;

/** The colour of a role in a theme, as the cascade decides it: the last rule of :root that this theme matches. */
function colourOf(role: string, theme: Theme): string {
  const last = THEMES_SHEET.findLast(
    ({ property, inside }) => property === `--${role}` && isFor(inside[0] ?? '', theme),
  );
  if (!last) throw new Error(`themes.css has no --${role}`);
  const other = /^var\(--([\w-]+)\)$/.exec(last.value)?.[1];
  return other === undefined ? last.value : colourOf(other, theme);
}

function isFor(selector: string, theme: Theme): boolean {
  return (
    selector.startsWith(':root') && (!selector.includes('data-theme') || selector.includes(`'${theme}'`))
  );
}

function meetings(roles: Record<string, readonly string[]>, theme: Theme) {
  return Object.entries(roles)
    .flatMap(([role, grounds]) => grounds.map((ground) => ({ role, ground })))
    .filter(({ ground }) => isGround(ground, theme))
    .map(({ role, ground }) => ({
      meeting: `${role} on ${ground}`,
      contrast: contrast(colourOf(role, theme), colourOf(ground, theme)),
    }));
}

describe.each(COLOUR_THEMES)('%s', (theme) => {
  test('everything to be read stands out from what it stands on', () => {
    const all = meetings(WORDS_ON_GROUNDS, theme);
    expect(all.filter((found) => found.contrast < LEAST[theme])).toEqual([]);
  });

  test('edges, marks and the ring of what is reached are seen', () => {
    const all = meetings(PARTS_ON_GROUNDS, theme);
    expect(all.filter((found) => found.contrast < LEAST_OF_PARTS)).toEqual([]);
  });
});

test('black is black and white is white', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(colourOf('paper', 'white-on-black')).toBe('#000000');
  expect(colourOf('ink', 'white-on-black')).toBe('#ffffff');
});

test('no style sheet writes with a role, or on a ground, whose contrast nobody reckons', () => {
  const known = {
    color: new Set([...Object.keys(WORDS_ON_GROUNDS), ...Object.keys(PARTS_ON_GROUNDS)]),
    background: new Set([...Object.values(WORDS_ON_GROUNDS).flat(), ...Object.keys(PARTS_ON_GROUNDS)]),
  };
  // Whatever wears the colour of a need; each need's own colours are reckoned.
  for (const set of Object.values(known)) set.add('hue').add('hue-ground');
  const used = globSync('*.css', { cwd: STYLES }).flatMap((file) =>
    declarationsIn(readFileSync(join(STYLES, file), 'utf8')).flatMap(({ property, value }) => {
      const kind = property === 'background-color' ? 'background' : property;
      const role = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
      return role !== undefined && (kind === 'color' || kind === 'background') ? [{ file, kind, role }] : [];
    }),
  );
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter(({ kind, role }) => !known[kind as keyof typeof known].has(role))).toEqual([]);
});
