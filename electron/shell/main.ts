import { app, clipboard, powerSaveBlocker } from 'electron';
import { setTimeout as pause } from 'node:timers/promises';
import type { KioskConfiguration, ProcessRole } from '../../shared/contract/index.ts';
import { readConfiguration } from '../core/index.ts';
import { openEvents, type WriteEvent } from './events.ts';
import { claimFolders } from './folders.ts';
import { isTired } from './freshness.ts';
import { watchGraphics } from './graphics.ts';
import { leaveProperly } from './leaving.ts';
import { lockDown } from './lockdown.ts';
import { openNotice, OUT_OF_SERVICE, toRepair, type Notice } from './notice.ts';
import { answerPages } from './page-messages.ts';
import { registerPageScheme } from './page-scheme.ts';
import { openPrinter } from './printing.ts';
import { openReception, type Reception } from './reception.ts';
import { countRestart, countUpTo, PAGE_LIMIT, RESTART_LIMIT } from './restarts.ts';
import { isTestFlavour, openingWords, readSettings, type StartSettings } from './settings.ts';
import { superviseProcess, type SupervisedProcess } from './supervisor.ts';
import { type StaffWindow, watchForStaff } from './staff-window.ts';
import { sentenceFor } from './start-failures.ts';

const CONFIGURATION_LOOK_MILLISECONDS = 2_000;

const words = process.argv.slice(1);
const settings = readSettings({
  words,
  variables: process.env,
  packaged: app.isPackaged,
  defaultDataFolder: app.getPath('userData'),
  distFolder: `${import.meta.dirname}/..`,
  nodeApi: Number(process.versions['napi']),
});

// A release that could be started with a debugger or without its sandbox would be no kiosk (`shell-9`).
const opened = app.isPackaged && openingWords(words).length > 0 && !isTestFlavour(process.resourcesPath);
const folders = claimFolders(settings.dataFolder);
if (opened || !app.requestSingleInstanceLock()) app.exit(0);
else {
  const write = openEvents(settings.dataFolder);
  registerPageScheme();
  lockDown();
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  watchGraphics(folders.shellFolder, (reason) => {
    write({ event: 'graphics-lost', reason });
    startAgain(write);
  });
  void app.whenReady().then(() => run(settings, folders, write));
}

async function run(
  { windowed, withParent, configurationFile, ...start }: StartSettings,
  { shellFolder, usable }: { shellFolder: string; usable: boolean },
  write: WriteEvent,
): Promise<void> {
  write({ event: 'started', version: app.getVersion(), electron: process.versions.electron });
  powerSaveBlocker.start('prevent-display-sleep');
  const goodbyes: (() => Promise<void> | void)[] = [() => clipboard.clear()];
  leaveProperly(withParent, async () => {
    await Promise.all(goodbyes.map(async (goodbye) => goodbye()));
    write({ event: 'left' });
  });
  const notice = openNotice(windowed);
  if (!usable) {
    notice.insist(toRepair(sentenceFor('data-folder-unusable', start.dataFolder)));
    return;
  }
  const configuration = await waitForConfiguration(configurationFile, notice, write);
  const kiosk = { ...start, configuration, write };
  let reception: Reception | undefined;
  let staff: StaffWindow | undefined;
  const core = startProcess('core', kiosk, {
    ready: () => notice.insist(undefined),
    failed: (sentence) => notice.insist(toRepair(sentence)),
    restartWanted() {
      if (reception?.isVacant() && staff?.isOpen() === false) core.tell({ type: 'may-restart' });
    },
    restart: () => startAgain(write),
  });
  const printer = openPrinter(configuration.printer, start.printSocket);
  void printer.forget();
  goodbyes.push(
    () => core.stop(),
    () => printer.forget(),
  );
  const tooManyLost = countUpTo(PAGE_LIMIT);
  reception = openReception({
    windowed,
    pageFolder: start.pageFolder,
    preloadFile: start.preloadFile,
    startReader: () => startProcess('reader', kiosk),
    notice,
    write,
    pageLost() {
      if (tooManyLost()) giveUpOrStartAgain(shellFolder, notice, write);
    },
    nobodyThere() {
      if (isTired()) startAgain(write);
    },
  });
  staff = watchForStaff({
    windowed,
    folder: start.staffFolder,
    preloadFile: start.staffPreloadFile,
    core,
    write,
  });
  goodbyes.push(
    () => reception?.close(),
    () => staff?.close(),
  );
  answerPages({ reception, core, printer, write });
}

/** Shows what is wrong until a technician has put it right; then the start goes on by itself. */
async function waitForConfiguration(
  file: string,
  notice: Notice,
  write: WriteEvent,
): Promise<KioskConfiguration> {
  let said = '';
  for (;;) {
    const read = readConfiguration(file);
    if (read.ok) {
      notice.insist(undefined);
      return read.value;
    }
    if (read.sentence !== said) {
      said = read.sentence;
      notice.insist(toRepair(read.sentence));
      write({ event: 'configuration-refused', reason: read.reason });
    }
    await pause(CONFIGURATION_LOOK_MILLISECONDS);
  }
}

interface Kiosk {
  coreEntry: string;
  dataFolder: string;
  configuration: KioskConfiguration;
  write: WriteEvent;
}

function startProcess(
  role: ProcessRole,
  { coreEntry, dataFolder, configuration, write }: Kiosk,
  tell: { ready?(): void; failed?(sentence: string): void; restartWanted?(): void; restart?(): void } = {},
): SupervisedProcess {
  return superviseProcess({
    role,
    entry: coreEntry,
    dataFolder,
    configuration,
    version: app.getVersion(),
    showOutput: !app.isPackaged,
    ready() {
      write({ event: 'process-ready', role });
      tell.ready?.();
    },
    failed({ reason, path }) {
      write({ event: 'process-failed', role, reason });
      tell.failed?.(sentenceFor(reason, path));
    },
    restartWanted: () => tell.restartWanted?.(),
    restart: () => tell.restart?.(),
    gone: (code) => write({ event: 'process-gone', role, code }),
  });
}

function giveUpOrStartAgain(shellFolder: string, notice: Notice, write: WriteEvent): void {
  if (!countRestart(shellFolder)) {
    startAgain(write);
    return;
  }
  write({ event: 'out-of-service' });
  notice.insist(OUT_OF_SERVICE);
  setTimeout(() => startAgain(write), RESTART_LIMIT.milliseconds);
}

function startAgain(write: WriteEvent): void {
  write({ event: 'restarting' });
  app.relaunch();
  app.quit();
}
