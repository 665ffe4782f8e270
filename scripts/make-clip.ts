/*
 * Makes the record of a recording, to be published with a city's others: a voice that reads one text, or a film of it in
 * sign language.
 *
 *   node scripts/make-clip.ts --city resources/cities/pantin --language fr --by agent --text 'Bonjour' bonjour.ogg
 *
 *   --city DIR        the folder of the city's records
 *   --language CODE   the language that is spoken (fr, fr-simple, en, ar…), or lsf for a film in sign language
 *   --by ROLE         who speaks or signs: agent, resident, actor, interpreter, machine; never a name
 *   --text TEXT       the exact words, as they stand on the screen
 *   --example         it only shows what the city could put here, and the screen says so
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { clipId, clipSchema } from '../shared/model/index.ts';
import { toBase64 } from '../shared/sealing/index.ts';
import { Trouble } from './lib/steps.ts';

const MEDIA_TYPES: Record<string, string> = {
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.mp4': 'video/mp4',
};

async function makeClip(args: string[]): Promise<string> {
  const { city, recording, ...said } = readWords(args);
  const read = clipSchema.safeParse({
    kind: said.language === 'lsf' ? 'sign' : 'voice',
    language: said.language,
    of: said.text.normalize('NFC'),
    mediaType: MEDIA_TYPES[extname(recording).toLowerCase()],
    by: said.by,
    example: said.example,
    data: toBase64(readFileSync(recording)),
  });
  if (!read.success)
    throw new Trouble(
      read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  const folder = join(city, 'clip');
  const file = join(folder, `${await clipId(read.data.language, read.data.of)}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(read.data, undefined, 2)}\n`);
  return file;
}

function readWords(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      city: { type: 'string' },
      language: { type: 'string' },
      by: { type: 'string' },
      text: { type: 'string' },
      example: { type: 'boolean', default: false },
    },
  });
  const { city, language, by, text, example } = values;
  const [recording] = positionals;
  if (!city || !language || !by || !text || !recording)
    throw new Trouble('Say --city, --language, --by, --text and the file of the recording.');
  return { city, language, by, text, example, recording };
}

try {
  console.log(await makeClip(process.argv.slice(2)));
} catch (problem) {
  if (!(problem instanceof Trouble)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
