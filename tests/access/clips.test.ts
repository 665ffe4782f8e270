import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { type Appearance } from '../../scripts/lib/every-screen.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { clipId, clipSchema, type Clip, type Language, serviceSchema } from '../../shared/model/index.ts';
import { clipRecord, signClip, tone, voiceClip } from '../support/clips.ts';
import { eventually } from '../support/eventually.ts';
import { axeProblems, targetProblems, textProblems } from '../support/page-checks.ts';
import { contrastProblems, orderProblems, overlapProblems, reachProblems } from '../support/page-measures.ts';
import { type OpenPage, type PageBench, startPages, TURNED, UPRIGHT, type View } from '../support/pages.ts';

const PANTIN = join(import.meta.dirname, '../../resources/cities/pantin');
const SERVICE = serviceSchema.parse(readJson('service', 'droit-de-proposition-populaire'));
const NAME = SERVICE.name['fr']?.text ?? '';
const SUMMARY = SERVICE.summary['fr']?.text ?? '';
const SUMMARY_SECONDS = 20;
/** Longer than any screen, in easy French, and as long as a city may publish one. */
const LONG = Array.from({ length: 20 }, (_, line) => `Ligne ${line + 1} : vous écrivez une idée.`).join('\n');

const french = catalogueOf('fr');

let bench: PageBench;
let open: OpenPage;
let page: Page;
let visitor: Visitor;
let given: string;

beforeAll(async () => {
  bench = await startPages();
  given = mkdtempSync(join(tmpdir(), 'borne-clips-'));
  cpSync(PANTIN, given, { recursive: true });
  const film = clipSchema.parse(readJson('clip', await clipId('lsf', NAME))).data;
  await give(voiceClip(SUMMARY, 'fr', tone(SUMMARY_SECONDS)));
  await give(signClip(SERVICE.name['ar']?.text ?? '', film));
  await give(signClip(SUMMARY, film));
  await give(signClip(LONG, film));
  await give(voiceClip(LONG, 'fr-simple', tone(SUMMARY_SECONDS)));
  await give(signClip(SERVICE.name['en']?.text ?? ''));
  const summary = { ...SERVICE.summary, 'fr-simple': { text: LONG, by: 'human' } };
  writeFileSync(
    join(given, 'service', 'droit-de-proposition-populaire.json'),
    JSON.stringify({ ...SERVICE, summary }),
  );
  await bench.city.publish('pantin', given);
  await untilAllClipsAreThere();
});
afterAll(async () => {
  await bench.stop();
  rmSync(given, { recursive: true, force: true });
});
afterEach(() => open.close());

function readJson(collection: string, id: string): unknown {
  return JSON.parse(readFileSync(join(PANTIN, collection, `${id}.json`), 'utf8'));
}

async function give(clip: Clip): Promise<void> {
  const { id, body } = await clipRecord(clip);
  writeFileSync(join(given, 'clip', `${id}.json`), body);
}

/** To the service, in this language, with the bar for listening open: its title is read at once. */
async function listenToService(
  language: Language = 'fr',
  view: View = UPRIGHT,
  options: { clock?: boolean; dress?: () => Promise<void> } = {},
): Promise<void> {
  open = await bench.open(view, options);
  page = open.page;
  await page.addInitScript(watchSounds);
  await page.reload();
  visitor = new Visitor(page, language);
  await visitor.arrive();
  await options.dress?.();
  await visitor.openNeed('propose');
  await visitor.openTheme('ideas');
  await visitor.card(visitor.wording(SERVICE.name)).click();
  await visitor.button('service.proposal').waitFor();
  // A screen that has just come silences the voice of the one before.
  await page.waitForTimeout(500);
  await bar('frame.listen').click();
}

/** The kiosk's service follows the city by itself: a page that is opened later knows of them all from its start. */
async function untilAllClipsAreThere(): Promise<void> {
  const wanted = [await clipId('fr', SUMMARY), await clipId('lsf', LONG)];
  const first = await bench.open(UPRIGHT);
  await eventually(async () => {
    const ids = await first.page.evaluate(async () => {
      const headers = { 'x-borne-token': sessionStorage.getItem('borne-token') ?? '' };
      const reply = await fetch('/rpc/reading/clips', { method: 'POST', headers, body: '{}' });
      return ((await reply.json()) as { json: string[] }).json;
    });
    expect(ids).toEqual(expect.arrayContaining(wanted));
  }, 30_000);
  await first.close();
}

function bar(key: string) {
  return page.locator('.frame-bar').getByRole('button', { name: visitor.words(key) });
}

function listenBar(key: string) {
  return page.locator('.listen-bar').getByRole('button', { name: visitor.words(key) });
}

function barHeight(): Promise<number> {
  return page.locator('.listen-bar').evaluate((element) => element.clientHeight);
}

interface Sounds {
  played: HTMLMediaElement[];
  /** How often the machine's voice put something into its mouth. */
  spoken: number;
}

/** Runs in the page, before its own scripts. */
function watchSounds(): void {
  const sounds: Sounds = { played: [], spoken: 0 };
  Object.assign(window, { sounds });
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function watched() {
    sounds.played.push(this);
    return play.call(this);
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function watched(...times) {
    sounds.spoken += 1;
    start.apply(this, times);
  };
}

function lastSound() {
  return page.evaluate(() => {
    const { played, spoken } = (window as unknown as { sounds: Sounds }).sounds;
    const last = played.at(-1);
    return {
      played: played.length,
      spoken,
      seconds: last?.currentTime ?? 0,
      length: last?.duration ?? 0,
      volume: last?.volume ?? 0,
      speed: last?.playbackRate ?? 0,
      silent: last?.paused ?? true,
    };
  });
}

/** What a machine's voice says, it shows word by word; where there is none, the bar says so. */
function machineWasAsked(): Promise<boolean> {
  return page.evaluate(
    () => CSS.highlights.has('spoken-word') || document.querySelector('.listen-bar .notice') !== null,
  );
}

const AS_IT_COMES = { language: 'fr', view: UPRIGHT, size: 'medium', theme: 'light', low: false } as const;

describe('a text that the city recorded', () => {
  test('is heard from the recording, and the machine is not asked', async () => {
    await listenToService();
    // The title's own: an example, which never passes for a person.
    await page.locator('.listen-bar').getByText(french('listen.example')).waitFor();
    expect(await page.getByText(french('listen.recorded')).count()).toBe(0);

    await page.locator('.lead').click();
    await page.locator('.listen-bar').getByText(french('listen.recorded')).waitFor();
    const height = await barHeight();
    await expect.poll(async () => (await lastSound()).seconds).toBeGreaterThan(0.3);
    const early = await lastSound();
    expect(early.length).toBeCloseTo(SUMMARY_SECONDS, 0);
    await expect.poll(async () => (await lastSound()).seconds).toBeGreaterThan(early.seconds + 0.3);
    expect(early.played).toBe(2);
    expect(early.spoken).toBe(0);
    expect(await machineWasAsked()).toBe(false);
    expect(await page.locator('.lead').getAttribute('data-spoken')).toBe('true');
    await judge(AS_IT_COMES, 'a recording is heard');

    await listenBar('listen.stop').click();
    const stopped = await lastSound();
    expect(stopped.silent).toBe(true);
    await page.waitForTimeout(400);
    expect((await lastSound()).seconds).toBe(stopped.seconds);
    expect(await page.getByText(french('listen.recorded')).isVisible()).toBe(false);
    expect(await barHeight()).toBe(height);
    expect(open.complaints).toEqual([]);
  });

  test('is as loud and as fast as the visitor set the voice', async () => {
    await listenToService();
    await listenBar('listen.louder').click();
    await page.waitForTimeout(550);
    await listenBar('listen.slower').click();
    await page.locator('.lead').click();
    await expect.poll(async () => (await lastSound()).seconds).toBeGreaterThan(0.1);
    const sound = await lastSound();
    expect(sound.volume).toBeCloseTo(10 ** (-8 / 20), 3);
    expect(sound.speed).toBe(0.8);
  });
});

describe('a film in sign language', () => {
  const EXTREMES: Extreme[] = [
    { language: 'fr', view: UPRIGHT, size: 'medium', theme: 'light', low: false },
    { language: 'fr', view: UPRIGHT, size: 'extra-large', theme: 'light', low: true },
    { language: 'fr', view: TURNED, size: 'extra-large', theme: 'black-on-white', low: false },
    { language: 'ar', view: UPRIGHT, size: 'extra-large', theme: 'white-on-black', low: false },
    { language: 'ar', view: TURNED, size: 'small', theme: 'soft', low: false },
  ];

  test.each(EXTREMES)(
    'can be seen in $language, $size, $theme, $view.width wide, low: $low',
    async (extreme) => {
      const { language, view } = extreme;
      await listenToService(language, view, { dress: () => dress(extreme) });
      await listenBar('listen.sign').waitFor();
      await judge(extreme, 'the bar');
      await watch();
      await holdFilm();
      expect(await page.locator('.film-words p').first().innerText()).toBe(visitor.wording(SERVICE.name));
      await judge(extreme, 'the film');
      const picture = await page.locator('.film-picture').boundingBox();
      expect(Math.min(picture?.width ?? 0, picture?.height ?? 0)).toBeGreaterThan(view.height / 3);
      await closeFilm();
      expect(open.complaints).toEqual([]);
    },
  );

  test('has its whole text under it, however long and however large', async () => {
    const extreme: Extreme = { ...AS_IT_COMES, language: 'fr-simple', size: 'extra-large', low: true };
    await listenToService('fr-simple', UPRIGHT, { dress: () => dress(extreme) });
    // Its first line: at the largest size the rest is scrolled away.
    await page.locator('.lead').click({ position: { x: 40, y: 20 } });
    await page.locator('.lead[data-spoken]').waitFor();
    await watch();
    await holdFilm();
    await expect.poll(() => page.locator('.film-words p').first().innerText()).toBe(LONG);
    const text = page.locator('.film-words .scroll-view');
    await judge(extreme, 'the film of a long text');
    for (let tries = 0; tries < 20 && (await text.getAttribute('data-below')) === 'true'; tries += 1) {
      await page.locator('.film .scroll-buttons button').last().click();
      await page.waitForTimeout(600);
    }
    expect(await text.getAttribute('data-below')).toBe('false');
    expect(await text.getAttribute('data-above')).toBe('true');
  });

  test('plays without a sound, silences the voice, and goes when it is over', async () => {
    await listenToService();
    await page.locator('.listen-bar').getByText(french('listen.example')).waitFor();
    await watch();
    const film = page.locator('.film-picture');
    expect(await film.evaluate((video: HTMLVideoElement) => video.muted)).toBe(true);
    await expect
      .poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime))
      .toBeGreaterThan(0.5);
    expect((await lastSound()).silent).toBe(true);
    expect(await page.locator('.film').innerText()).toContain(french('listen.example'));
    await page.locator('.film').waitFor({ state: 'detached', timeout: 15_000 });
    expect(await listenBar('listen.sign').isVisible()).toBe(true);
    expect(await page.getByText(french('reason.unknown-clip.visitor')).count()).toBe(0);
  });

  test('is opened and closed with keys alone, and gives the focus back', async () => {
    await listenToService();
    await listenBar('listen.sign').focus();
    await page.keyboard.press('Enter');
    await page.locator('.film').waitFor();
    await holdFilm();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(french('listen.sign.close'));
    await page.keyboard.press('Enter');
    await page.locator('.film').waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe(french('listen.sign'));
    await page.waitForTimeout(550);
    await page.keyboard.press('Enter');
    await page.locator('.film').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.film').waitFor({ state: 'detached' });
  });

  test('is watched in silence, even by who has every screen read and presses no finger', async () => {
    await listenToService();
    await listenBar('listen.always').click();
    await expect.poll(async () => (await lastSound()).silent).toBe(false);
    const { played } = await lastSound();
    await listenBar('listen.sign').focus();
    await page.keyboard.press('Enter');
    await page.locator('.film').waitFor();
    await holdFilm();
    expect((await lastSound()).silent).toBe(true);
    // A new screen is read once it has been quiet for a moment.
    await page.waitForTimeout(800);
    expect(await lastSound()).toMatchObject({ silent: true, played });
    await page.keyboard.press('Escape');
    await page.locator('.film').waitFor({ state: 'detached' });
    await expect.poll(async () => (await lastSound()).played).toBe(played + 1);
  });

  test('is of the text that was read last, and not there where the city gave none', async () => {
    await listenToService();
    // Its first line: at the largest size the rest is scrolled away.
    await page.locator('.lead').click({ position: { x: 40, y: 20 } });
    await page.locator('.lead[data-spoken]').waitFor();
    await watch();
    await expect.poll(() => page.locator('.film-words p').first().innerText()).toBe(SUMMARY);
    await closeFilm();
    await bar('frame.help').click();
    await visitor.sees('help.title');
    await listenBar('listen.sign').waitFor({ state: 'detached' });
  });

  test('that cannot be shown says so, and leaves the screen as it was', async () => {
    await listenToService('en');
    await listenBar('listen.sign').click();
    await page.locator('.listen-bar').getByText(visitor.words('reason.unknown-clip.visitor')).waitFor();
    await page.locator('.film').waitFor({ state: 'detached' });
    await judge(AS_IT_COMES, 'a film that is none');
  });

  test('counts as somebody who is there, for as long as it lasts', async () => {
    await listenToService('fr', UPRIGHT, { clock: true });
    await page.clock.runFor(1_000);
    await watch();
    await holdFilm();
    await page.clock.runFor(900_000);
    expect(await page.locator('.film').isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: french('idle.title') }).count()).toBe(0);
    await closeFilm();
    await page.clock.runFor(900_000);
    await page.locator('.welcome-touch').waitFor();
  });
});

interface Extreme extends Required<Appearance> {
  language: Language;
  view: View;
}

async function dress({ size, theme, low }: Extreme): Promise<void> {
  await bar('frame.text').click();
  await visitor.card(visitor.words(`text.${size}`)).click();
  await visitor.card(visitor.words(`text.${theme}`)).click();
  await visitor.touch('text.more');
  if (low) await visitor.card(visitor.words('text.height.low')).click();
  await visitor.touch('text.done');
  await visitor.sees('home.title');
}

/** As every other screen is judged. */
async function judge({ theme, low }: Extreme, screen: string): Promise<void> {
  const problems = [
    await textProblems(page),
    await targetProblems(page),
    await orderProblems(page),
    await overlapProblems(page),
    await contrastProblems(page, theme === 'soft' ? 7 : 10),
    low ? await reachProblems(page, 800) : [],
    await axeProblems(page),
  ];
  expect(problems.flat(), screen).toEqual([]);
}

async function watch(): Promise<void> {
  await listenBar('listen.sign').click();
  await page.locator('.film').waitFor();
}

/** It goes by itself, sooner than a test can look at it. */
async function holdFilm(): Promise<void> {
  await page.locator('.film-picture').evaluate((video: HTMLVideoElement) => {
    video.pause();
  });
}

async function closeFilm(): Promise<void> {
  await page.locator('.film-words > .big-button').click();
  await page.locator('.film').waitFor({ state: 'detached' });
}
