/*
 * Runs before `npm start` and `npm test`, on whatever Node is at hand (20 or newer) and without any package: it makes
 * node_modules match the lockfile, says so while it lasts, and takes no time when nothing changed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const stampFile = join(root, 'node_modules', '.borne-installed.json');
const logFile = join(root, '.cache', 'install.log');

const OLDEST_NODE = 20;
const TICK_MS = 1_000;

const wanted = fingerprintOfLockfile();
const started = Date.now();

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(`Node ${OLDEST_NODE} or newer is needed; this is Node ${process.versions.node}.`);
}
if (readStamp() !== wanted) await install();

function fingerprintOfLockfile() {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  hash.update(`${process.platform} ${process.arch}`);
  return hash.digest('hex');
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')).lockfile : undefined;
}

async function install() {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...first, 'ci', '--no-audit', '--no-fund'], { cwd: root });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ticker = showTicker();
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  clearInterval(ticker);
  if (code !== 0) fail(`The packages could not be installed. Is the network there? Details: ${logFile}`);
  const seconds = secondsSince(started);
  writeFileSync(stampFile, JSON.stringify({ lockfile: wanted, seconds, at: Date.now() }));
  endLine(`✓ Install the packages · ${seconds} s`);
}

/** A line that counts on a terminal, a line every fifteen seconds elsewhere. */
function showTicker() {
  console.log('… Install the packages (about half a minute the first time)');
  let ticks = 0;
  return setInterval(() => {
    ticks += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r  ${ticks} s`);
    else if (ticks % 15 === 0) console.log(`  ${ticks} s`);
  }, TICK_MS);
}

function endLine(text) {
  console.log(process.stdout.isTTY ? `\r${text}` : text);
}

function secondsSince(time) {
  return Math.round((Date.now() - time) / 100) / 10;
}

function fail(sentence) {
  console.error(`✗ ${sentence}`);
  process.exit(1);
}
