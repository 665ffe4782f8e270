import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { clipId, clipSchema, MOST_CLIP_BYTES } from '../../shared/model/index.ts';
import { toBase64 } from '../../shared/sealing/index.ts';
import { signClip, voiceClip } from '../support/clips.ts';

const problemsOf = (clip: object) =>
  clipSchema.safeParse(clip).error?.issues.map((issue) => issue.path.join('.')) ?? [];

describe('the name of a clip', () => {
  test('is its language and half of the SHA-256 of its text', async () => {
    const half = createHash('sha256').update('Où aller ?').digest('hex').slice(0, 32);
    expect(await clipId('fr', 'Où aller ?')).toBe(`fr-${half}`);
    expect(await clipId('lsf', 'Où aller ?')).toBe(`lsf-${half}`);
    expect(await clipId('pt-PT', 'Onde ir?')).toMatch(/^pt-PT-[0-9a-f]{32}$/);
  });

  test('is the same however the text was typed and broken into lines, and only then', async () => {
    const id = await clipId('fr', 'Une idée. Un été.');
    expect(await clipId('fr', ' Une ide\u0301e.\n  Un e\u0301te\u0301. ')).toBe(id);
    expect(await clipId('fr', 'Une idée. Un été')).not.toBe(id);
    expect(await clipId('fr', 'Uneidée. Un été.')).not.toBe(id);
    expect(await clipId('fr-simple', 'Une idée. Un été.')).not.toBe(id);
  });
});

describe('a clip', () => {
  test('is a voice in one of our languages, or a film in sign language', () => {
    expect(problemsOf(voiceClip('Bonjour'))).toEqual([]);
    expect(problemsOf(signClip('Bonjour'))).toEqual([]);
    expect(problemsOf({ ...voiceClip('Bonjour'), language: 'lsf' })).toEqual(['language']);
    expect(problemsOf({ ...signClip('Bonjour'), language: 'fr' })).toEqual(['language']);
    expect(problemsOf({ ...voiceClip('Bonjour'), mediaType: 'video/webm' })).toEqual(['mediaType']);
    expect(problemsOf({ ...signClip('Bonjour'), mediaType: 'text/html' })).toEqual(['mediaType']);
  });

  test('names a role, never a person', () => {
    expect(problemsOf({ ...voiceClip('Bonjour'), by: 'Amina Diallo' })).toEqual(['by']);
  });

  test('weighs what the feed can carry, and not a byte more', () => {
    const most = toBase64(new Uint8Array(MOST_CLIP_BYTES));
    expect(problemsOf(voiceClip('Bonjour', 'fr', most))).toEqual([]);
    expect(problemsOf(voiceClip('Bonjour', 'fr', `${most}A`))).toEqual(['data']);
    expect(problemsOf(voiceClip('Bonjour', 'fr', 'pas+du/base64='))).toEqual(['data']);
  });

  test('keeps its text in the form in which it is looked for', () => {
    expect(problemsOf(voiceClip('Une ide\u0301e'))).toEqual(['of']);
    expect(problemsOf(voiceClip(''))).toEqual(['of']);
  });
});
