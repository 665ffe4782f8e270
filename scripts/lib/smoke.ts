import { chromium, type Browser, type Page } from 'playwright';
import { Agent, inDays } from './agent-walk.ts';
import { BROWSER, BROWSER_FLAGS } from './browser.ts';
import { atTheEnd } from './children.ts';
import { DEMO_AGENT } from './demo-city.ts';
import { hasDisplay, startXvfb } from './display.ts';
import { type ElectronAtHand } from './electron.ts';
import { attachToWindow } from './kiosk-window.ts';
import { prepareBrowser } from './prepare.ts';
import { type RunningCity } from './start-city.ts';
import { openInBrowserMode } from './start-kiosk.ts';
import { step, Trouble } from './steps.ts';
import { Visitor } from './visitor-walk.ts';

interface SmokeOptions {
  city: RunningCity & { agentPassword: string };
  kioskFolder: string;
  /** Absent: the kiosk is walked through in a browser. */
  electron: ElectronAtHand | undefined;
  kioskPort: number;
}

const TEXT = 'des bancs a l ombre pres du canal';
const REASON = 'Votre idée passe en commission le mois prochain.';

/** Where a visitor stands: a page now, and a fresh one for the next visitor. */
interface Hall {
  page(): Promise<Page>;
}

/** Walks one proposal from the first touch to the city's answer (row A26), through the real pages, and says each step. */
export async function smoke(options: SmokeOptions): Promise<void> {
  const browser = await step('walk', 'Prepare the walk', async (shown) => {
    await prepareBrowser(shown);
    const opened = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
    atTheEnd(() => opened.close());
    return opened;
  });
  const hall = await step('walk', 'Open the kiosk', () => openHall(options, browser));

  const first = new Visitor(await hall.page(), 'fr');
  await walked('A visitor touches the screen and chooses a language', () => first.arrive());
  await walked('finds the right to propose and reads what becomes of it', () => first.findProposal());
  await walked('writes a proposal on the screen’s keyboard', () => first.writeProposal(TEXT));
  await walked('confirms: it is sealed and on the disk', () => first.confirm());
  const code = await first.readCode();
  await walked('leaves with a code', () => first.takesCode());

  const agent = new Agent(await browser.newPage());
  await walked('An agent signs in at the city', () =>
    agent.signIn(options.city.consoleUrl, DEMO_AGENT, options.city.agentPassword),
  );
  await walked('opens the proposal', () => agent.openFirst(TEXT));
  await walked('answers with a commission’s date and a reason', () =>
    agent.answer({ date: inDays(30), reason: REASON }),
  );

  await walked('The visitor comes back with the code and reads the answer', async () => {
    const limit = Date.now() + 60_000;
    while (!(await readsAnswer(hall, code))) {
      if (Date.now() > limit) throw new Trouble('the answer did not arrive within a minute');
    }
  });
  console.log('\nThe walk is complete.');
}

async function readsAnswer(hall: Hall, code: string): Promise<boolean> {
  const visitor = new Visitor(await hall.page(), 'fr');
  await visitor.arrive();
  await visitor.lookUp(code);
  const seen = await visitor.page.getByText(REASON).first().isVisible();
  await visitor.leave();
  return seen;
}

async function openHall(options: SmokeOptions, browser: Browser): Promise<Hall> {
  const { electron, kioskFolder } = options;
  if (!electron) {
    const { url } = await openInBrowserMode({ kioskFolder, port: options.kioskPort });
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    return {
      async page() {
        await page.goto('about:blank');
        await page.goto(url ?? '');
        return page;
      },
    };
  }
  const display = hasDisplay() ? undefined : await screenInMemory();
  const window = await attachToWindow({ electron, kioskFolder, display });
  atTheEnd(() => window.close());
  return { page: () => window.page() };
}

async function screenInMemory(): Promise<string> {
  const screen = await startXvfb({ widthPixels: 1080, heightPixels: 1920 });
  if (!screen.ok)
    throw new Trouble(`There is no screen, and one in memory could not be started (${screen.reason}).`);
  const { display, stop } = screen.value;
  atTheEnd(() => Promise.resolve(stop()));
  return display;
}

async function walked<T>(what: string, walk: () => Promise<T>): Promise<T> {
  try {
    return await step('walk', what, walk);
  } catch (error) {
    if (error instanceof Trouble) throw new Trouble(`${what}: ${error.message}`);
    throw new Trouble(
      `The walk stopped at "${what}".\n${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
