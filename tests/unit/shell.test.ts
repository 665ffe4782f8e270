import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayReachPage } from '../../electron/shell/keys.ts';
import { findPageFile } from '../../electron/shell/page-file.ts';
import { PAGE_PREFERENCES } from '../../electron/shell/preferences.ts';
import { PAGE_LIMIT, withMoment } from '../../electron/shell/restarts.ts';
import { openingWords, readSettings, type StartSurroundings } from '../../electron/shell/settings.ts';

describe('an address of the page', () => {
  let folder = '';
  beforeAll(() => {
    const root = mkdtempSync(path.join(tmpdir(), 'borne-page-'));
    folder = path.join(root, 'page');
    mkdirSync(path.join(folder, 'assets.js'), { recursive: true });
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'index.html'), 'page');
    writeFileSync(path.join(folder, 'assets', 'main.js'), 'script');
    writeFileSync(path.join(folder, 'notes.txt'), 'not a part of a page');
    writeFileSync(path.join(folder, '.hidden.js'), 'hidden');
    writeFileSync(path.join(root, 'secret.json'), 'outside');
    symlinkSync(path.join(root, 'secret.json'), path.join(folder, 'link.json'));
    symlinkSync(root, path.join(folder, 'up'));
  });
  afterAll(() => rmSync(path.dirname(folder), { recursive: true }));

  it.each([
    ['app://borne/', 'index.html', 'text/html; charset=utf-8'],
    ['app://borne', 'index.html', 'text/html; charset=utf-8'],
    ['app://borne/?x=1#/accueil', 'index.html', 'text/html; charset=utf-8'],
    ['app://borne/assets/main.js', 'assets/main.js', 'text/javascript; charset=utf-8'],
  ])('%s is a file of the folder', async (address, file, mimeType) => {
    const found = await findPageFile(folder, address);
    expect(found).toEqual({ ok: true, value: { file: path.join(folder, file), mimeType } });
  });

  it.each([
    'app://borne/../secret.json',
    'app://borne/assets/../../secret.json',
    'app://borne/%2e%2e/secret.json',
    'app://borne/.%2E/secret.json',
    'app://borne/%252e%252e/secret.json',
    'app://borne/..%2fsecret.json',
    'app://borne/..%5csecret.json',
    'app://borne/..\\secret.json',
    'app://borne/index.html%00.js',
    'app://borne/index.html\0.js',
    'app://borne//etc/hosts.json',
    'app://borne/%',
    'app://borne/.hidden.js',
    'app://borne/link.json',
    'app://borne/up/secret.json',
    'app://borne/notes.txt',
    'app://borne.example/index.html',
    'app://autre/index.html',
    'file:///etc/hosts.json',
  ])('%s is refused', async (address) => {
    expect(await findPageFile(folder, address)).toEqual({ ok: false, reason: 'refused' });
  });

  it.each(['app://borne/nothing.js', 'app://borne/assets.js'])('%s is missing', async (address) => {
    expect(await findPageFile(folder, address)).toEqual({ ok: false, reason: 'missing' });
  });
});

describe('a key', () => {
  const plain = { control: false, alt: false, meta: false };

  it.each(['a', 'é', '7', ' ', '@', 'ب', 'Tab', 'Enter', 'Backspace', 'ArrowLeft', 'Shift', 'F13', 'F24'])(
    '%s reaches the page',
    (key) => expect(mayReachPage({ key, ...plain })).toBe(true),
  );

  it.each([
    'F1',
    'F3',
    'F5',
    'F11',
    'F12',
    'PrintScreen',
    'ContextMenu',
    'BrowserBack',
    'LaunchApplication1',
  ])('%s does not', (key) => expect(mayReachPage({ key, ...plain })).toBe(false));

  it.each(['p', 's', 'o', 'n', 't', 'w', 'r', 'j', 'u', 'f', 'i', 'P', '+', '-', '0', 'Tab', 'F4', 'Escape'])(
    'Control and %s does not',
    (key) => expect(mayReachPage({ key, ...plain, control: true })).toBe(false),
  );

  it.each(['ArrowLeft', 'ArrowRight', 'F4', 'Tab', 'Escape', ' ', 'd', 'Home'])(
    'Alt and %s does not',
    (key) => expect(mayReachPage({ key, ...plain, alt: true })).toBe(false),
  );

  it.each(['d', 'l', 'Tab', 'Meta'])('Meta and %s does not', (key) =>
    expect(mayReachPage({ key, ...plain, meta: true })).toBe(false),
  );

  it('writes what a French keyboard writes with AltGr', () => {
    for (const key of ['@', '#', '€', '{'])
      expect(mayReachPage({ key, control: true, alt: true, meta: false })).toBe(true);
    expect(mayReachPage({ key: 'Delete', control: true, alt: true, meta: false })).toBe(false);
    expect(mayReachPage({ key: 't', control: true, alt: true, meta: false })).toBe(false);
  });

  it('lets text be copied and pasted', () => {
    for (const key of ['a', 'c', 'v', 'x', 'z'])
      expect(mayReachPage({ key, ...plain, control: true })).toBe(true);
  });
});

describe('the settings of a start', () => {
  const surroundings: StartSurroundings = {
    words: ['.', '--data=/srv/borne'],
    variables: {
      BORNE_PAGE: '/tmp/page',
      BORNE_CORE: '/tmp/core.js',
      BORNE_WINDOWED: '1',
      BORNE_PRINT_SOCKET: '/tmp/cups.sock',
      BORNE_DATA: '/other',
    },
    packaged: false,
    defaultDataFolder: '/home/borne',
    distFolder: '/opt/borne/app.asar/dist',
    nodeApi: 10,
  };

  it('come from the words, then from the variables', () => {
    expect(readSettings(surroundings)).toMatchObject({
      dataFolder: '/srv/borne',
      configurationFile: '/srv/borne/configuration.json',
      pageFolder: '/tmp/page',
      coreEntry: '/tmp/core.js',
      printSocket: '/tmp/cups.sock',
      windowed: true,
    });
    expect(readSettings({ ...surroundings, words: [] }).dataFolder).toBe('/other');
    expect(readSettings({ ...surroundings, words: [], variables: {} }).dataFolder).toBe('/home/borne');
  });

  it('do not let the surroundings of the packaged program replace its page, its core, its printer or its screen', () => {
    expect(readSettings({ ...surroundings, packaged: true })).toMatchObject({
      pageFolder: '/opt/borne/app.asar/dist/page',
      coreEntry: '/opt/borne/app.asar/dist/core/utility.js',
      printSocket: '/run/cups/cups.sock',
      windowed: false,
    });
  });

  it('take the core out of the archive where another Node must read it', () => {
    expect(readSettings({ ...surroundings, packaged: true, nodeApi: 9 }).coreEntry).toBe(
      '/opt/borne/app.asar.unpacked/dist/core/utility.js',
    );
  });

  it('name the words that open a release', () => {
    const opening = [
      '--no-sandbox',
      '--inspect=0',
      '--inspect-brk',
      '--remote-debugging-port=9222',
      '--js-flags=x',
    ];
    expect(openingWords([...opening, '--data=/srv', '--lang=fr'])).toEqual(opening);
  });
});

it('counts only what went wrong lately', () => {
  const { count, milliseconds } = PAGE_LIMIT;
  const old = withMoment([0, 1, 2, 3], milliseconds + 10, PAGE_LIMIT);
  expect(old).toEqual([milliseconds + 10]);
  const many = [0, 1, 2].reduce<number[]>((moments, now) => withMoment(moments, now, PAGE_LIMIT), [0]);
  expect(many.length).toBeGreaterThan(count);
  // A clock that was set back must not make the past count for ever.
  expect(withMoment([9_000_000], 1, PAGE_LIMIT)).toEqual([1]);
});

it('asks for exactly these preferences of every page (shell-1)', () => {
  expect(PAGE_PREFERENCES).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    autoplayPolicy: 'no-user-gesture-required',
    backgroundThrottling: false,
  });
});
