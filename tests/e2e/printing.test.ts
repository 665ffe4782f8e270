/*
 * Somebody writes a proposal in the real window and asks for a paper; it comes through a real CUPS with Debian's filters
 * and configuration. The printer has no paper, is stopped, is gone, and prints at last. What came out is read as with the
 * paper in hand; and afterwards nothing of it is anywhere but on the paper.
 */
import { closeSync, copyFileSync, globSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { ROOT } from '../../scripts/lib/run.ts';
import { type Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type Language } from '../../shared/model/index.ts';
import { searchFiles, searchProcess, type Sighting } from '../support/canary.ts';
import { album, openHall, until, type Hall } from '../support/hall.ts';
import { descendantsOf, nameOf } from '../support/memory.ts';
import { startPrintServer, type PrintServer } from '../support/print-server.ts';
import { readPaper, wordsMissing, type Paper } from '../support/read-paper.ts';
import { typeAtOnce } from '../../scripts/lib/physical-keys.ts';

const QUEUE = 'borne';
const MASK = 0x55;
const began = Date.now();

let server: PrintServer;
beforeAll(async () => {
  server = await startPrintServer();
});
afterAll(() => server.stop());

async function openWithPaper(paper: '80mm' | 'a4', codeReader = false): Promise<Hall> {
  return openHall({
    codeReader,
    printer: { kind: 'system', name: QUEUE, paper },
    env: { BORNE_PRINT_SOCKET: server.socket },
  });
}

/** A visitor who has a code, on the screen that offers a paper. */
async function afterSending(hall: Hall, language: Language, idea: string): Promise<Visitor> {
  const visitor = await hall.visitor(language);
  await visitor.arrive();
  await visitor.findProposal();
  await visitor.touch('proposal.start');
  await visitor.page.locator('.choice-card').first().click();
  await visitor.page.locator('textarea').waitFor();
  await typeAtOnce(visitor.page, idea);
  await visitor.touch('continue');
  await visitor.page.locator('.choice-card').first().click();
  await visitor.sees('review.title');
  await visitor.confirm();
  return visitor;
}

/** Touches the button and waits until the screen says this. */
async function askForPaper(visitor: Visitor, button: string, said: string): Promise<void> {
  // Sooner after the last touch of the same button, it would be taken for a trembling finger.
  await visitor.page.waitForTimeout(600);
  await visitor.touch(button);
  await visitor.page.getByText(visitor.words(said), { exact: true }).waitFor({ timeout: 15_000 });
}

/** Reads the paper that came out, and keeps it to be looked at by people. */
async function takePaper(name: string): Promise<Paper> {
  const folder = join(ROOT, 'test-results', 'papers');
  mkdirSync(folder, { recursive: true });
  copyFileSync(server.paper(QUEUE), join(folder, `${name}.pdf`));
  rmSync(server.paper(QUEUE));
  return readPaper(join(folder, `${name}.pdf`));
}

/** What a test driver reads as a whole passes through the memory that is searched. */
async function readCodeMasked(visitor: Visitor): Promise<string> {
  const masked = await visitor.page
    .getByTestId('receipt-code')
    .evaluate((element, mask) => [...element.textContent].map((sign) => sign.charCodeAt(0) ^ mask), MASK);
  return String.fromCharCode(...masked.map((sign) => sign ^ MASK)).replaceAll(/\s/g, '');
}

/** Every process of the kiosk, also the one that makes the document. */
function searchMemory(hall: Hall, code: string): Sighting[] {
  const processes = descendantsOf(hall.kiosk.app.process().pid ?? 0);
  return processes.flatMap((pid) => searchProcess(pid, nameOf(pid), [code]));
}

async function expectNothingLeft(...personal: string[]): Promise<void> {
  expect(server.leftOver()).toEqual([]);
  expect(await server.jobs()).toBe('');
  expect(searchFiles(server.folder, personal)).toEqual([]);
  expect(newDocuments()).toEqual([]);
}

/** A document of ours would be one that began after the test, wherever temporary files may lie. */
function newDocuments(): string[] {
  return globSync(join(tmpdir(), '**/*'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > began && isDocument(file));
}

function isDocument(file: string): boolean {
  try {
    const opened = openSync(file, 'r');
    const start = Buffer.alloc(5);
    readSync(opened, start);
    closeSync(opened);
    return start.toString() === '%PDF-';
  } catch {
    // Others take their temporary files away while one looks.
    return false;
  }
}

const STEPS = ['slip.what', 'slip.code', 'slip.after', 'slip.keep'];

test(
  'a roll: said kindly until there is paper, then in Arabic and in French',
  { timeout: 180_000 },
  async () => {
    await server.queue(QUEUE, 'empty');
    const hall = await openWithPaper('80mm');
    try {
      const idea = 'مقاعد في الظل';
      const visitor = await afterSending(hall, 'ar', idea);
      const code = await visitor.readCode();
      const keep = album('printing');
      await askForPaper(visitor, 'saved.print', 'reason.out-of-paper.visitor');
      await keep(visitor.page, 'out-of-paper');
      expect(await visitor.readCode()).toBe(code);
      expect(await visitor.button('saved.noted').isVisible()).toBe(true);
      await expectNothingLeft(code, idea);

      await server.command('cupsdisable', QUEUE);
      await askForPaper(visitor, 'again', 'reason.printer-stopped.visitor');
      await server.remove(QUEUE);
      await askForPaper(visitor, 'again', 'reason.no-printer.visitor');
      await server.queue(QUEUE, 'good');
      await askForPaper(visitor, 'again', 'saved.printed');
      await keep(visitor.page, 'printed');

      const paper = await takePaper('arabic-roll');
      expect(paper.square).toBe(code);
      expect(paper.pages).toBe(1);
      expect(paper.widthMillimetres).toBeCloseTo(80, 0);
      for (const language of ['ar', 'fr'])
        for (const step of STEPS)
          expect(wordsMissing(paper, catalogueOf(language)(step)), `${step} in ${language}`).toEqual([]);
      expect(wordsMissing(paper, catalogueOf('fr')('slip.scan'))).not.toEqual([]);
      await expectNothingLeft(code, idea);
      // The code is on paper: in half a minute a question covers it, and does not take the screen away unasked.
      await visitor.button('idle.stay').waitFor({ timeout: 35_000 });
      await visitor.touch('idle.stay');
      expect(await visitor.readCode()).toBe(code);
      await visitor.lastTouch('saved.taken');
    } finally {
      await hall.close();
    }
  },
);

test('a sheet: in French, once', { timeout: 180_000 }, async () => {
  await server.queue(QUEUE, 'good');
  const hall = await openWithPaper('a4', true);
  try {
    const idea = 'bancs zqxkv';
    const visitor = await afterSending(hall, 'fr', idea);
    const code = await readCodeMasked(visitor);
    expect(await visitor.page.locator('.slip').getAttribute('data-paper')).toBe('a4');
    await askForPaper(visitor, 'saved.print', 'saved.printed');
    const paper = await takePaper('french-sheet');
    expect(paper).toMatchObject({ square: code, pages: 1 });
    expect(paper.widthMillimetres).toBeCloseTo(210, 0);
    expect(paper.lengthMillimetres).toBeCloseTo(297, 0);
    for (const step of [...STEPS, 'slip.scan'])
      expect(wordsMissing(paper, visitor.words(step)), step).toEqual([]);
    expect(paper.text.split(visitor.words('slip.what'))).toHaveLength(2);
    await expectNothingLeft(code, idea);

    // While the code is on the screen it is in memory: a search that found nothing now would be blind.
    expect(searchMemory(hall, code)).not.toEqual([]);
    const { pages } = await hall.kiosk.processes();
    await visitor.lastTouch('saved.taken');
    await until('the visit’s page is gone', async () => {
      const now = await hall.kiosk.processes();
      return !pages.every((pid) => now.pages.includes(pid));
    });
    expect(searchMemory(hall, code)).toEqual([]);
  } finally {
    await hall.close();
  }
});
