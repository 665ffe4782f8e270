import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser } from 'playwright';

interface Picture {
  screen: string;
  /** Its language, panel, size and theme, in one word. */
  set: string;
  panel: 'upright' | 'lying';
  language: string;
  /** Inside the folder of the sheets. */
  file: string;
}

/** Pictures of one screen in all languages side by side: what differs from its neighbours meets the eye. */
export class ContactSheets {
  readonly #folder: string;
  readonly #pictures: Picture[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(picture: Picture): void {
    this.#pictures.push(picture);
  }

  /** Writes `sheets/*.png`, one for each screen, panel, size and theme, and `index.html` with all of them. */
  async write(browser: Browser): Promise<void> {
    mkdirSync(join(this.#folder, 'sheets'), { recursive: true });
    const groups = Map.groupBy(this.#pictures, sheetOf);
    const page = await browser.newPage({ viewport: { width: 2_240, height: 1_200 } });
    for (const [sheet, pictures] of groups) {
      const html = join(this.#folder, 'sheets', `${sheet}.html`);
      writeFileSync(html, htmlOf(sheet, pictures, '../'));
      await page.goto(pathToFileURL(html).href);
      await page.screenshot({ path: join(this.#folder, 'sheets', `${sheet}.png`), fullPage: true });
    }
    await page.close();
    writeFileSync(join(this.#folder, 'index.html'), indexOf([...groups]));
  }
}

function sheetOf({ screen, set, language }: Picture): string {
  return `${screen.replaceAll(/[^a-z]+/g, '-')}-${set.slice(language.length + 1)}`;
}

const STYLE = `<style>
  body { margin: 12px; font: 16px sans-serif; background: #ddd }
  main { display: grid; grid-template-columns: repeat(7, 1fr); gap: 12px }
  main.lying { grid-template-columns: repeat(4, 1fr) }
  figure { margin: 0 } img { inline-size: 100%; display: block }
</style>`;

function htmlOf(title: string, pictures: readonly Picture[], base: string): string {
  const figures = pictures.map(
    ({ file, language }) => `<figure><figcaption>${language}</figcaption><img src="${base}${file}"></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${title}</title>${STYLE}<h1>${title}</h1>
<main class="${pictures[0]?.panel ?? 'upright'}">${figures.join('\n')}</main>`;
}

function indexOf(groups: readonly (readonly [string, Picture[]])[]): string {
  const links = groups.map(([sheet]) => `<li><a href="sheets/${sheet}.html">${sheet}</a></li>`);
  return `<!doctype html><meta charset="utf-8"><title>Every screen</title>${STYLE}<h1>Every screen</h1>
<ul>${links.join('\n')}</ul>`;
}
