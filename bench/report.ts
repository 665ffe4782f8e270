/*
 * `npm run bench`: the figures that this project watches, beside the limit each is held to. Sizes, memory and times are
 * reported here and never tested. `npm run bench -- page` measures one part: sizes, page or kiosk.
 */
import { build } from '../scripts/lib/build.ts';
import { type Figure, report } from './figures.ts';
import { measureKiosk } from './kiosk.ts';
import { measurePage } from './page.ts';
import { measureSizes } from './sizes.ts';

const PARTS: Record<string, () => Figure[] | Promise<Figure[]>> = {
  sizes: measureSizes,
  page: measurePage,
  kiosk: measureKiosk,
};

const asked = process.argv.slice(2);
const parts = asked.length === 0 ? Object.keys(PARTS) : asked;
const unknown = parts.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`✗ There is no part "${unknown.join(', ')}". Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

await build({ report: () => undefined });
const kept: boolean[] = [];
for (const part of parts) kept.push(report((await PARTS[part]?.()) ?? []));
process.exit(kept.every(Boolean) ? 0 : 1);
