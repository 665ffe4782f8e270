/*
 * `npm run bench`: the figures that this project watches, beside the limit each is held to. Sizes, memory and times are
 * reported here and never tested. `npm run bench -- page` measures one part: sizes, page, kiosk, sync, city or console.
 *
 * The sync is measured beside others, which takes half an hour, so only when it is asked for. To try it:
 * `npm run bench -- sync --runs 1 --records 5000`, or with `--only down,kill` some of it. So is what hubs carry, which
 * takes some minutes; to try it: `npm run bench -- city --records 5000`. What an agent waits for takes one minute:
 * `npm run bench -- console`.
 */
import { parseArgs } from 'node:util';
import { build } from '../scripts/lib/build.ts';
import { measureCity } from './city/index.ts';
import { measureConsole } from './console/index.ts';
import { type Figure, report } from './figures.ts';
import { measureKiosk } from './kiosk.ts';
import { measurePage } from './page.ts';
import { measureSizes } from './sizes.ts';
import { measureSync, SYNC_PARTS, SYNC_RECORDS, SYNC_RUNS } from './sync/index.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: String(SYNC_RUNS) },
    requests: { type: 'string', default: '20000' },
    records: { type: 'string', default: String(SYNC_RECORDS) },
    only: { type: 'string', default: SYNC_PARTS.join(',') },
  },
});

const built: Record<string, () => Figure[] | Promise<Figure[]>> = {
  sizes: measureSizes,
  page: measurePage,
  kiosk: measureKiosk,
};
const PARTS: Record<string, () => Figure[] | Promise<Figure[]>> = {
  ...built,
  sync: () =>
    measureSync({
      runs: Number(values.runs),
      records: Number(values.records),
      parts: SYNC_PARTS.filter((part) => values.only.split(',').includes(part)),
    }),
  city: () => measureCity({ records: Number(values.records) }),
  console: () => measureConsole({ requests: Number(values.requests) }),
};

const parts = positionals.length === 0 ? Object.keys(built) : positionals;
const unknown = parts.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`✗ There is no part "${unknown.join(', ')}". Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

if (parts.some((part) => part in built)) await build({ report: () => undefined });
const kept: boolean[] = [];
for (const part of parts) kept.push(report((await PARTS[part]?.()) ?? []));
process.exit(kept.every(Boolean) ? 0 : 1);
