import { build } from '../../scripts/lib/build.ts';

/** Tests look at what was built from the source as it is now. */
export async function setup(): Promise<void> {
  await build({ report: () => undefined });
}
