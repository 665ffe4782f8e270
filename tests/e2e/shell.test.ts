import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagePolicy } from '../../shared/contract/page-policy.ts';
import { eventually } from '../support/eventually.ts';
import { launchKiosk, type RunningKiosk } from '../support/kiosk.ts';

/** What a page may not do, in the real window: only Electron can show it (`shell-1` to `shell-6`, escape matrix). */
const HOME = 'app://borne/';
let kiosk: RunningKiosk;
let page: Page;
let outside: Server;
let outsideAddress = '';
const outsideVisits: string[] = [];

beforeAll(async () => {
  outside = createServer((request, response) => {
    outsideVisits.push(request.url ?? '');
    response.setHeader('content-disposition', 'attachment');
    response.end('outside');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outsideAddress = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  kiosk = await launchKiosk({ probe: true });
  page = await kiosk.page();
  // The notice, the visit on the screen and the next one: from here on no window comes by itself.
  await eventually(async () => expect(await countWindows()).toBe(3));
});

afterAll(async () => {
  await kiosk.close();
  outside.close();
});

function countWindows(): Promise<number> {
  return kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

function countShown(): Promise<{ elsewhere: number }> {
  return kiosk.app.evaluate(({ BrowserWindow }) => ({
    elsewhere: BrowserWindow.getAllWindows().filter(
      ({ webContents }) => webContents.getURL() !== '' && !webContents.getURL().startsWith('app://borne/'),
    ).length,
  }));
}

describe('a hostile address', () => {
  const addresses = () => [
    `${outsideAddress}/`,
    'https://www.example.org/',
    `ws://${outsideAddress.slice('http://'.length)}/`,
    'ftp://ftp.example.org/',
    'file:///etc/passwd',
    'data:text/html,<h1>dehors</h1>',
    'javascript:document.title="dehors"',
    'chrome://settings',
    'devtools://devtools/bundled/inspector.html',
    'view-source:app://borne/',
    'mailto:quelqu-un@example.org',
    'tel:+33100000000',
    'sms:+33100000000',
    'app://autre/index.html',
    'app://borne.example/index.html',
    'inconnu://borne/',
  ];

  const ways: Record<string, (address: string) => void> = {
    location(address) {
      window.location.href = address;
    },
    link(address) {
      const link = document.createElement('a');
      link.href = address;
      document.body.append(link);
      link.click();
      link.remove();
    },
    'link to another window'(address) {
      const link = document.createElement('a');
      link.href = address;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    },
    'window.open'(address) {
      window.open(address);
    },
    frame(address) {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    },
    form(address) {
      const form = document.createElement('form');
      form.action = address;
      form.method = 'post';
      document.body.append(form);
      form.submit();
      form.remove();
    },
    'meta refresh'(address) {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0;url=${address}`;
      document.head.append(meta);
      meta.remove();
    },
    download(address) {
      const link = document.createElement('a');
      link.href = address;
      link.download = 'dehors.html';
      document.body.append(link);
      link.click();
      link.remove();
    },
    embed(address) {
      const embedded = document.createElement('embed');
      embedded.src = address;
      document.body.append(embedded);
      embedded.remove();
    },
  };

  it.each(Object.keys(ways))('leads nowhere by %s', async (name) => {
    const way = ways[name];
    if (way === undefined) throw new Error('an unknown way');
    const downloads: string[] = [];
    page.on('download', (download) => downloads.push(download.url()));
    await page.evaluate(() => Object.assign(window, { mark: 'still here' }));
    const windowsBefore = await countWindows();
    const left: string[] = [];
    for (const address of addresses()) {
      await page.evaluate(way, address).catch(() => undefined);
      await page.waitForTimeout(60);
      if (!(await isStillHere())) left.push(address);
    }
    expect(left).toEqual([]);
    expect(await countWindows()).toBe(windowsBefore);
    expect(outsideVisits).toEqual([]);
    expect(downloads).toEqual([]);
    expect(loadedFrames()).toEqual([]);
    await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
  });

  it('is replaced at once by the next visit when it is the empty page, which nobody can refuse', async () => {
    await page.evaluate(() => {
      window.location.href = 'about:blank';
    });
    await eventually(async () => expect((await countShown()).elsewhere).toBe(0), 2_000);
    page = await kiosk.page();
    expect(page.url()).toBe(HOME);
  });

  async function isStillHere(): Promise<boolean> {
    if (page.url() !== HOME) return false;
    return page.evaluate(() => 'mark' in window && document.title === 'Sonde');
  }

  /** Frames that show something: a refused one is empty or says that it was refused. */
  function loadedFrames(): string[] {
    const frames = page.frames().filter((frame) => frame !== page.mainFrame());
    const empty = new Set(['', 'about:blank', 'chrome-error://chromewebdata/']);
    return frames.map((frame) => frame.url()).filter((address) => !empty.has(address));
  }
});

it('reaches no network by any of the ways that are not navigations', async () => {
  const reached = await page.evaluate(async (address) => {
    const attempts: Record<string, () => Promise<unknown>> = {
      fetch: () => fetch(address),
      'fetch without reading': () => fetch(address, { mode: 'no-cors' }),
      image: () => loaded(Object.assign(new Image(), { src: `${address}/image.png` })),
      socket: () => {
        const socket = new WebSocket(address.replace('http', 'ws'));
        return new Promise((resolve, reject) => {
          socket.addEventListener('open', resolve);
          socket.addEventListener('error', reject);
        });
      },
      'event source': () =>
        new Promise((resolve, reject) => {
          const source = new EventSource(address);
          source.addEventListener('open', resolve);
          source.addEventListener('error', reject);
        }),
      style: () => {
        const link = Object.assign(document.createElement('link'), {
          rel: 'stylesheet',
          href: `${address}/a.css`,
        });
        document.head.append(link);
        return loaded(link);
      },
    };
    function loaded(element: HTMLElement): Promise<unknown> {
      return new Promise((resolve, reject) => {
        element.addEventListener('load', resolve);
        element.addEventListener('error', reject);
      });
    }
    navigator.sendBeacon(`${address}/beacon`, 'x');
    const outcomes = await Promise.all(
      Object.entries(attempts).map(async ([name, attempt]) => {
        try {
          await attempt();
          return name;
        } catch {
          return undefined;
        }
      }),
    );
    return outcomes.filter((name) => name !== undefined);
  }, outsideAddress);
  expect(reached).toEqual([]);
  expect(outsideVisits).toEqual([]);
});

it('gives the page of a call between browsers no address of this machine', async () => {
  const candidates = await page.evaluate(async () => {
    const found: string[] = [];
    const call = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:9' }] });
    call.createDataChannel('x');
    call.onicecandidate = ({ candidate }) => candidate !== null && found.push(candidate.candidate);
    await call.setLocalDescription(await call.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    call.close();
    return found.filter((candidate) => candidate !== '');
  });
  expect(candidates).toEqual([]);
});

describe('a permission', () => {
  const requests: Record<string, () => Promise<unknown>> = {
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    'screen sharing': () => navigator.mediaDevices.getDisplayMedia({ video: true }),
    place: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
    'input devices': () => askDevice('hid', { filters: [] }),
    'serial ports': () => askDevice('serial', {}),
    'USB devices': () => askDevice('usb', { filters: [{ vendorId: 1 }] }),
    'Bluetooth devices': () => askDevice('bluetooth', { acceptAllDevices: true }),
    MIDI: () => navigator.requestMIDIAccess({ sysex: true }),
    notifications: async () => {
      if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
    },
    'reading the clipboard': () => navigator.clipboard.readText(),
    'the whole screen': async () => {
      // A refused request is never answered: what counts is that nothing became full-screen.
      document.documentElement.requestFullscreen().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (document.fullscreenElement === null) throw new Error('denied');
    },
    'the pointer': async () => {
      await document.documentElement.requestPointerLock();
      if (document.pointerLockElement === null) throw new Error('denied');
    },
    'keeping its storage': async () => {
      if (!(await navigator.storage.persist())) throw new Error('denied');
    },
    'keeping the screen awake': () => navigator.wakeLock.request(),
    'knowing who is there': async () => {
      const detector = Reflect.get(window, 'IdleDetector') as { requestPermission(): Promise<string> };
      if ((await detector.requestPermission()) !== 'granted') throw new Error('denied');
    },
    'fonts of this machine': async () => {
      const fonts = await (Reflect.get(window, 'queryLocalFonts') as () => Promise<unknown[]>).call(window);
      if (fonts.length === 0) throw new Error('nothing given');
    },
    'a file of this machine': () => (Reflect.get(window, 'showOpenFilePicker') as () => Promise<unknown>)(),
    'a folder of this machine': () =>
      (Reflect.get(window, 'showDirectoryPicker') as () => Promise<unknown>)(),
  };

  async function askDevice(kind: string, options: unknown): Promise<void> {
    const api = Reflect.get(navigator, kind) as Record<string, (options: unknown) => Promise<unknown>>;
    const ask = api['requestDevice'] ?? api['requestPort'];
    const given = await ask?.call(api, options);
    if (Array.isArray(given) && given.length === 0) throw new Error('nothing given');
  }

  it.each(Object.keys(requests))('is refused: %s', async (name) => {
    const refused = await page.evaluate(
      async ([request, helper]) => {
        const attempt = new Function(`${helper}; return (${request})()`) as () => Promise<unknown>;
        const answer = Promise.resolve()
          .then(attempt)
          .then(
            () => 'granted',
            () => 'refused',
          );
        return Promise.race([
          answer,
          new Promise((resolve) => setTimeout(() => resolve('no answer'), 3_000)),
        ]);
      },
      [String(requests[name]), String(askDevice)] as const,
    );
    expect(refused).toBe('refused');
  });
});

it('really has the preferences of a page that is not trusted (shell-1)', async () => {
  const preferences = await kiosk.app.evaluate(({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    const contents = shown?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    disableDialogs: true,
  });
  expect(preferences['webSecurity']).not.toBe(false);
  expect(preferences['allowRunningInsecureContent']).not.toBe(true);
  expect(preferences['experimentalFeatures']).not.toBe(true);
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
});

it('opens no developer tools', async () => {
  const open = await kiosk.app.evaluate(async ({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    shown?.webContents.openDevTools({ mode: 'detach' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return shown?.webContents.isDevToolsOpened();
  });
  expect(open).toBe(false);
});

it('shows the page four calls and nothing of Electron or Node', async () => {
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(Reflect.get(window, 'borne') as object).toSorted(),
    others: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  }));
  expect(seen).toEqual({ bridge: ['alive', 'askPorts', 'endVisit', 'print'], others: [] });
});

describe('the content policy', () => {
  it('comes with every answer', async () => {
    for (const address of [HOME, 'app://borne/probe.js', 'app://borne/nothing.js']) {
      const policy = await kiosk.app.evaluate(async ({ BrowserWindow }, wanted) => {
        const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
        const answer = await shown?.webContents.session.fetch(wanted);
        return answer?.headers.get('content-security-policy');
      }, address);
      expect(policy).toBe(pagePolicy('none'));
    }
  });

  it('lets no text become a program', async () => {
    const attempts = await page.evaluate(() => {
      const run: Record<string, () => void> = {
        'inline script': () => {
          const script = document.createElement('script');
          script.append('window.injected = true');
          document.body.append(script);
        },
        handler: () => {
          const button = document.createElement('button');
          button.setAttribute('onclick', 'window.injected = true');
          document.body.append(button);
          button.click();
        },
        markup: () => {
          document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.injected = true">');
        },
        timer: () => {
          Reflect.apply(setTimeout, window, ['window.injected = true', 0]);
        },
      };
      for (const attempt of Object.values(run))
        try {
          attempt();
        } catch {
          // Refused, which is as good as ignored.
        }
      return new Promise((resolve) => setTimeout(() => resolve('injected' in window), 300));
    });
    expect(attempts).toBe(false);
  });
});

it('serves its own folder and nothing else', async () => {
  const statuses = await kiosk.app.evaluate(
    async ({ BrowserWindow }, addresses) => {
      const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
      return Promise.all(
        addresses.map(async (address) => (await shown?.webContents.session.fetch(address))?.status),
      );
    },
    [
      HOME,
      'app://borne/probe.js',
      'app://borne/../core.cjs',
      'app://borne/%2e%2e/core.cjs',
      'app://borne/..%2fcore.cjs',
      'app://borne/%5c..%5ccore.cjs',
      'app://borne/index.html%00.js',
      'app://borne//etc/passwd',
      'app://autre/index.html',
    ],
  );
  expect(statuses).toEqual([200, 200, 404, 404, 404, 404, 404, 404, 404]);
});

describe('a key', () => {
  it.each([
    ['F5', [], false],
    ['F11', [], false],
    ['R', ['control'], false],
    ['P', ['control'], false],
    ['W', ['control'], false],
    ['I', ['control', 'shift'], false],
    ['Left', ['alt'], false],
    ['a', [], true],
    ['Tab', [], true],
    ['F13', [], true],
    ['F20', [], true],
  ] as const)('%s with %j reaches the page: %s', async (keyCode, modifiers, expected) => {
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      window.addEventListener('keydown', ({ key }) => heard.push(key));
    });
    // Keys sent over the debugging protocol would pass beside the shell.
    await kiosk.app.evaluate(
      ({ BrowserWindow }, pressed) => {
        const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
        shown?.webContents.sendInputEvent({ type: 'keyDown', ...pressed });
        shown?.webContents.sendInputEvent({ type: 'keyUp', ...pressed });
      },
      { keyCode, modifiers: [...modifiers] },
    );
    await page.waitForTimeout(150);
    const heard = await page.evaluate(() => Reflect.get(window, 'heard') as string[]);
    expect(heard.length > 0).toBe(expected);
    expect(page.url()).toBe(HOME);
  });
});

it('opens no dialog, whoever asks for one', async () => {
  const answers = await page.evaluate(() =>
    [() => window.print(), () => window.confirm('?'), () => window.prompt('?')].map((ask) => {
      try {
        return String(ask());
      } catch {
        return 'refused';
      }
    }),
  );
  expect(answers).toEqual(['refused', 'false', 'refused']);
});

it('keeps its window when the system asks it to close', async () => {
  await kiosk.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows().forEach((window) => window.close());
  });
  expect(await page.evaluate(() => document.title)).toBe('Sonde');
});

it('says that there is no printer where none is configured', async () => {
  const printed = await page.evaluate(() => window.borne?.print({ lengthMillimetres: 200 }));
  expect(printed).toEqual({ ok: false, reason: 'no-printer' });
});
