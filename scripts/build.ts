/* `npm run build`: the page, the console, the shell, the preload script and the core, into dist/. */
import { build } from './lib/build.ts';

const { rebuilt } = await build({ force: true, report: (name) => console.log(`  ${name}`) });
console.log(`Built: ${rebuilt.join(', ')}`);
