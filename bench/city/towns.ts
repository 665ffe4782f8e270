import { amount, megabytes } from '../sync/amounts.ts';
import { table } from '../sync/page.ts';
import { cpuMs, secondsFor100kRows } from './limits.ts';
import { type CityResults } from './measure.ts';
import { bytesEach, bytesOfSubmission, percent, whole } from './page.ts';

/** What a kiosk is taken to do, since none stands anywhere yet: most visitors only read. */
const ACTS_A_DAY = 5;
const DAYS_A_YEAR = 300;
/** As kiosks are delivered; where streams come through it may be minutes. */
const LOOK_EVERY_SECONDS = 15;
const SECONDS_A_DAY = 86_400;

/** That it was received, and what people said. */
const ANSWERS_OF_AN_ACT = 2;
/** Itself, its number and its request; each answer is noted, a record, and a line of the feed. */
const ROWS_OF_AN_ACT = 3 + 3 * ANSWERS_OF_AN_ACT;

/** The largest city that `npm run bench -- sync` tries. */
const RECORDS_TRIED = 200_000;

interface Town {
  name: string;
  breaksFirst: 'machine' | 'answers';
  kiosks: number;
  /** Each with its own kiosks. */
  tenants: number;
  /** Its own and its partners, whose answers a kiosk keeps as well. */
  followed: number;
}

const TOWNS: Town[] = [
  { name: 'one machine', breaksFirst: 'machine', kiosks: 20, tenants: 1, followed: 1 },
  { name: 'a town', breaksFirst: 'answers', kiosks: 60, tenants: 1, followed: 1 },
  { name: 'a group of towns', breaksFirst: 'answers', kiosks: 400, tenants: 40, followed: 4 },
];

/** What the figures come to for towns of three sizes, with the arithmetic; a part of the operator's page. */
export function townsBlock(results: CityResults): string {
  return [
    `Worked out from what was measured on ${results.measuredOn} ([all figures](city-benchmark.md)), for kiosks that look every ${LOOK_EVERY_SECONDS} seconds and each ` +
      `take ${ACTS_A_DAY} submissions on ${DAYS_A_YEAR} days a year. Figures of another machine differ; \`npm run bench -- city\` measures yours.`,
    table(['', ...TOWNS.map(nameOf), 'how it is worked out'], rowsOf(results)),
    `And what would be the end of each, alone:`,
    table(['what breaks', 'at', 'how it is worked out'], endsOf(results)),
  ].join('\n\n');
}

function nameOf({ name, kiosks, tenants }: Town): string {
  return `${name}: ${whole(kiosks)} kiosks${tenants === 1 ? '' : ` of ${tenants} tenants`}`;
}

function rowsOf(results: CityResults): string[][] {
  const lookMs = cpuMs(results.looks[0]) ?? 0;
  const submissionMs = cpuMs(results.submitted[0]) ?? 0;
  const tokenMs = cpuMs(results.tokens[0]) ?? 0;
  const of = (cell: (town: Town) => string) => TOWNS.map(cell);
  return [
    [
      '**what breaks first**',
      ...of((town) => breaksFirst(results, town)),
      'the rows on backups and on answers',
    ],
    [
      'looks, share of one core',
      ...of(({ kiosks, followed }) => percent((kiosks / LOOK_EVERY_SECONDS) * followed * (lookMs / 1_000))),
      `${amount(lookMs)} ms of hub and database for a look, one at each tenant that a kiosk follows`,
    ],
    [
      'the last minute of a vote: everybody sends one, seconds of one core',
      ...of(({ kiosks }) => amount((kiosks * submissionMs) / 1_000)),
      `${amount(submissionMs)} ms for a submission`,
    ],
    [
      'after a power cut: everybody proves who it is, seconds of one core',
      ...of(({ kiosks }) => amount((kiosks * tokenMs) / 1_000)),
      `${amount(tokenMs)} ms for a token; kiosks spread it over two minutes`,
    ],
    [
      'the database grows in a year by',
      ...of(({ kiosks }) => gigabytes(actsOf(kiosks) * bytesOfAct(results))),
      `${amount(bytesOfSubmission(results) / 1_000)} kB for a submission and its first answer, a second answer twice its bytes; 1,000 kiosks: ${gigabytes(actsOf(1_000) * bytesOfAct(results))}`,
    ],
    [
      'a backup after that year takes',
      ...of(({ kiosks }) => minutes(backupSeconds(results, kiosks))),
      `${amount(secondsFor100kRows(results))} s for 100,000 rows, ${ROWS_OF_AN_ACT} rows for a submission`,
    ],
    [
      'and has',
      ...of(({ kiosks }) => gigabytes(rowsAfterYear(kiosks) * backupBytesOfRow(results))),
      `${whole(backupBytesOfRow(results))} bytes for a row`,
    ],
    [
      'answers that each kiosk keeps after that year',
      ...of((town) => `${whole(answersOf(town))} (${megabytes(answersOf(town) * results.answerBytes)})`),
      `${ANSWERS_OF_AN_ACT} of ${whole(results.answerBytes)} bytes for a submission, of all tenants that it follows`,
    ],
    [
      'a kiosk’s line, looks alone',
      ...of(
        ({ followed }) =>
          `${megabytes((SECONDS_A_DAY / LOOK_EVERY_SECONDS) * followed * bytesEach(results.looks[0]))} a day`,
      ),
      `${whole(bytesEach(results.looks[0]))} bytes for a look`,
    ],
  ];
}

/** With the plain assumption that each thing alone takes all there is. */
function endsOf(results: CityResults): string[][] {
  const lookMs = cpuMs(results.looks[0]) ?? 0;
  const { publication, import: imported, firstSyncs } = results;
  return [
    [
      'answers on each kiosk of a tenant',
      `${whole(RECORDS_TRIED / (actsOf(1) * ANSWERS_OF_AN_ACT))} kiosks after a year`,
      `no more than ${whole(RECORDS_TRIED)} records were tried in one city`,
    ],
    [
      'new kiosks that begin together',
      `${whole(firstSyncs.letIn)} of a tenant`,
      `${whole(firstSyncs.refused)} of ${whole(firstSyncs.letIn + firstSyncs.refused)} were answered 429 and come back within a minute or two`,
    ],
    [
      'changes published at once',
      `${whole(Math.min(...publication.map(({ perSecond }) => perSecond)))} a second for each database`,
      `the fewest of 1, 2 and 4 hubs; ${whole(imported.rows)} in one transaction held up others for ${amount(imported.heldUpMilliseconds)} ms`,
    ],
    [
      'one core with looks',
      `${whole((LOOK_EVERY_SECONDS * 1_000) / lookMs)} kiosks every ${LOOK_EVERY_SECONDS} s, ${whole(300_000 / lookMs)} every five minutes`,
      `${amount(lookMs)} ms for a look`,
    ],
  ];
}

function actsOf(kiosks: number): number {
  return kiosks * ACTS_A_DAY * DAYS_A_YEAR;
}

/** The second answer lies in the records and in the feed. */
function bytesOfAct(results: CityResults): number {
  return bytesOfSubmission(results) + (ANSWERS_OF_AN_ACT - 1) * 2 * results.answerBytes;
}

function breaksFirst(results: CityResults, town: Town): string {
  return town.breaksFirst === 'machine'
    ? `the machine: a backup of a year takes ${minutes(backupSeconds(results, town.kiosks))} to put on another, and somebody`
    : `answers on each kiosk: ${whole(answersOf(town))} after a year, ${whole(RECORDS_TRIED)} records were tried`;
}

function backupSeconds(results: CityResults, kiosks: number): number {
  return (rowsAfterYear(kiosks) * secondsFor100kRows(results)) / 100_000;
}

function rowsAfterYear(kiosks: number): number {
  return actsOf(kiosks) * ROWS_OF_AN_ACT;
}

function backupBytesOfRow({ backups: { few, submitted } }: CityResults): number {
  return (submitted.bytes - few.bytes) / (submitted.rows - few.rows);
}

function gigabytes(bytes: number): string {
  return `${amount(bytes / 1_000_000_000)} GB`;
}

function answersOf({ kiosks, tenants, followed }: Town): number {
  return (actsOf(kiosks) / tenants) * followed * ANSWERS_OF_AN_ACT;
}

function minutes(seconds: number): string {
  return seconds < 60 ? `${amount(seconds)} s` : `${amount(seconds / 60)} min`;
}
