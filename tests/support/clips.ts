import { type Clip, clipId, type SignLanguage, type Language } from '../../shared/model/index.ts';
import { toBase64, utf8 } from '../../shared/sealing/index.ts';

/** A clip of `of` as a city would publish it; its bytes are no sound unless `data` says so. */
export function voiceClip(of: string, language: Language = 'fr', data = toBase64(utf8('sound'))): Clip {
  return { kind: 'voice', language, of, mediaType: 'audio/wav', data, by: 'agent', example: false };
}

export function signClip(of: string, data = toBase64(utf8('picture'))): Clip {
  return {
    kind: 'sign',
    language: 'lsf',
    of,
    mediaType: 'video/webm',
    data,
    by: 'interpreter',
    example: false,
  };
}

/** Under the name that a kiosk looks for. */
export async function clipRecord(clip: Clip): Promise<{ collection: 'clip'; id: string; body: string }> {
  const language: Language | SignLanguage = clip.language;
  return { collection: 'clip', id: await clipId(language, clip.of), body: JSON.stringify(clip) };
}

/** A tone in a WAV file, as a recording of so many seconds. */
export function tone(seconds: number): string {
  const rate = 8_000;
  const length = Math.round(seconds * rate);
  const bytes = new Uint8Array(44 + 2 * length);
  const view = new DataView(bytes.buffer);
  bytes.set(utf8('RIFF'), 0);
  view.setUint32(4, 36 + 2 * length, true);
  bytes.set(utf8('WAVEfmt '), 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  bytes.set(utf8('data'), 36);
  view.setUint32(40, 2 * length, true);
  for (let at = 0; at < length; at += 1)
    view.setInt16(44 + 2 * at, 6_000 * Math.sin((at / rate) * 2 * Math.PI * 330), true);
  return toBase64(bytes);
}
