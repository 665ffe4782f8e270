import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser } from 'playwright';

interface Picture {
  /** Which sheet it stands on, beside those that it is compared with. */
  sheet: string;
  caption: string;
  /** Pictures in a row of its sheet. */
  columns: number;
  /** Inside the folder of the sheets. */
  file: string;
}

/** Pictures of one thing side by side: what differs from its neighbours meets the eye. */
export class ContactSheets {
  readonly #folder: string;
  readonly #title: string;
  readonly #pictures: Picture[] = [];

  constructor(folder: string, title: string) {
    this.#folder = folder;
    this.#title = title;
  }

  add(picture: Picture): void {
    this.#pictures.push(picture);
  }

  /** Writes `sheets/*.png`, one for each sheet, and `index.html` with all of them; answers its path. */
  async write(browser: Browser): Promise<string> {
    mkdirSync(join(this.#folder, 'sheets'), { recursive: true });
    const groups = Map.groupBy(this.#pictures, ({ sheet }) => sheet);
    const page = await browser.newPage({ viewport: { width: 2_240, height: 1_200 } });
    for (const [sheet, pictures] of groups) {
      const html = join(this.#folder, 'sheets', `${sheet}.html`);
      writeFileSync(html, htmlOf(sheet, pictures));
      await page.goto(pathToFileURL(html).href);
      await page.screenshot({ path: join(this.#folder, 'sheets', `${sheet}.png`), fullPage: true });
    }
    await page.close();
    const index = join(this.#folder, 'index.html');
    writeFileSync(index, indexOf(this.#title, [...groups.keys()]));
    return index;
  }
}

const STYLE = `<style>
  body { margin: 12px; font: 16px sans-serif; background: #ddd }
  main { display: grid; gap: 12px; align-items: start }
  figure { margin: 0 } img { inline-size: 100%; display: block }
</style>`;

function htmlOf(title: string, pictures: readonly Picture[]): string {
  const figures = pictures.map(
    ({ file, caption }) => `<figure><figcaption>${caption}</figcaption><img src="../${file}"></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${title}</title>${STYLE}<h1>${title}</h1>
<main style="grid-template-columns: repeat(${pictures[0]?.columns ?? 1}, 1fr)">${figures.join('\n')}</main>`;
}

function indexOf(title: string, sheets: readonly string[]): string {
  const links = sheets.map((sheet) => `<li><a href="sheets/${sheet}.html">${sheet}</a></li>`);
  return `<!doctype html><meta charset="utf-8"><title>${title}</title>${STYLE}<h1>${title}</h1>
<ul>${links.join('\n')}</ul>`;
}
