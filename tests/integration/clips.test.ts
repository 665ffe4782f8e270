import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openReading } from '../../electron/core/reading/index.ts';
import { publishFolder } from '../../city/hub/index.ts';
import { clipId, MOST_CLIP_BYTES, type Clip } from '../../shared/model/index.ts';
import { randomBytes, toBase64 } from '../../shared/sealing/index.ts';
import { type City, startCity } from '../support/city.ts';
import { clipRecord, signClip, voiceClip } from '../support/clips.ts';
import { configurationFor, kioskParts, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';

let city: City;
let published: string;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
});
afterAll(() => city.stop());

beforeEach(() => {
  published = join(temporaryFolder(), 'pantin');
  cpSync(join(import.meta.dirname, '../../resources/cities/pantin'), published, { recursive: true });
  rmSync(join(published, 'clip'), { recursive: true });
  mkdirSync(join(published, 'clip'));
});

async function give(clip: Clip, name?: string): Promise<void> {
  const { id, body } = await clipRecord(clip);
  writeFileSync(join(published, 'clip', `${name ?? id}.json`), body);
}

async function openKiosk() {
  const folder = temporaryFolder();
  const kiosk = kioskParts(folder, city.url);
  await kiosk.enrol(await city.enrolmentCode());
  const reading = openReading({
    dataFolder: folder,
    configuration: configurationFor(city.url),
    version: '1',
  });
  return {
    clips: () => call(reading.router.clips, undefined),
    clip: (id: string) => call(reading.router.clip, { id }),
    follow: () => kiosk.follower.follow('pantin', kiosk.signal),
    close() {
      reading.close();
      kiosk.close();
    },
  };
}

test('what a city recorded is on its kiosk, and gone when the city takes it back', async () => {
  await give(voiceClip('Vous proposez une idée.'));
  await give(voiceClip('Você propõe uma ideia.', 'pt-PT'));
  await give(signClip('Vous proposez une idée.'));
  await city.publish('pantin', published);
  const kiosk = await openKiosk();
  const voice = await clipId('fr', 'Vous proposez une idée.');
  await eventually(async () => {
    expect(await kiosk.follow()).toMatchObject({ ok: true });
    expect((await kiosk.clips()).toSorted()).toEqual(
      [
        voice,
        await clipId('pt-PT', 'Você propõe uma ideia.'),
        await clipId('lsf', 'Vous proposez une idée.'),
      ].toSorted(),
    );
  }, 30_000);
  const found = await kiosk.clip(voice);
  expect(found).toMatchObject({
    ok: true,
    value: { mediaType: 'audio/wav', data: voiceClip('').data, by: 'agent' },
  });

  rmSync(join(published, 'clip', `${voice}.json`));
  await city.publish('pantin', published);
  await eventually(async () => {
    await kiosk.follow();
    expect(await kiosk.clip(voice)).toEqual({ ok: false, reason: 'unknown-clip' });
    expect(await kiosk.clips()).toHaveLength(2);
  }, 30_000);
  kiosk.close();
});

test('a dozen films of the largest size arrive whole', async () => {
  const films = Array.from({ length: 12 }, (_, number) => {
    const bytes = new Uint8Array(MOST_CLIP_BYTES);
    // Random at its beginning: no two are the same, and none is quick to make.
    bytes.set(randomBytes(50_000));
    return signClip(`Film ${number}`, toBase64(bytes));
  });
  for (const film of films) await give(film);
  await city.publish('pantin', published);
  const kiosk = await openKiosk();
  await eventually(async () => {
    expect(await kiosk.follow()).toMatchObject({ ok: true });
    expect(await kiosk.clips()).toHaveLength(films.length);
  }, 60_000);
  for (const film of films) {
    const found = await kiosk.clip(await clipId('lsf', film.of));
    expect(found.ok && found.value.data === film.data, film.of).toBe(true);
  }
  kiosk.close();
});

test('a clip under the name of another text, or that is none, is refused before anything is published', async () => {
  await give(voiceClip('Vous proposez une idée.'), 'fr-bonjour');
  const right = await clipId('fr', 'Vous proposez une idée.');
  const misnamed = await publishFolder(city.database, 'pantin', published);
  expect(misnamed).toEqual({
    ok: false,
    reason: 'unfit-records',
    problems: [expect.stringMatching(new RegExp(`fr-bonjour\\.json: of: .* ${right}\\.json$`))],
  });

  rmSync(join(published, 'clip', 'fr-bonjour.json'));
  writeFileSync(join(published, 'clip', `${right}.json`), JSON.stringify({ kind: 'song' }));
  expect(await publishFolder(city.database, 'pantin', published)).toMatchObject({
    ok: false,
    reason: 'unfit-records',
  });
});
