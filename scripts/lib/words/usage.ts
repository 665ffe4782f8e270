import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, type Catalogues } from './catalogues.ts';
import { type Fault } from './fault.ts';

const LITERAL = /'([^'\n]+)'|"([^"\n]+)"/g;
const TEMPLATE = /`([a-z-]+\.[^`\n]*\$\{[^`\n]*)`/g;

/** Read by the staff of a site: every reason has one, whether or not a screen shows it by its own name. */
const FOR_STAFF = /^reason\..*\.staff$/;

/** A text that no screen uses is translated thirteen times for nobody. @param sources what the renderer is made of */
export function findUnusedKeys({ french, frenchFile }: Catalogues, sources: string[]): Fault[] {
  const literals = new Set(sources.flatMap((source) => matchesIn(source, LITERAL)));
  const families = sources.flatMap((source) => matchesIn(source, TEMPLATE)).map(familyOf);
  const isUsed = (key: string) =>
    literals.has(key) || families.some((family) => family.test(key)) || FOR_STAFF.test(key);
  const bases = new Set(Object.keys(french).map(baseOf));
  return [...bases]
    .filter((key) => !isUsed(key))
    .map((key) => ({
      file: frenchFile,
      key,
      problem: 'is used by no screen in renderer/; use it, or take it out of every catalogue',
    }));
}

/** The program of the pages, as text. */
export function readRendererSources(root: string): string[] {
  return globSync('renderer/**/*.{ts,tsx}', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
}

function matchesIn(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, first, second]) => first ?? second ?? '');
}

/** The keys that a template such as `need.${need}` can make. */
function familyOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join('[\\w-]+')}$`);
}
