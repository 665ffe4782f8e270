import { onTestFinished } from 'vitest';
import { pokeSchema, type Poke } from '../../shared/sync/index.ts';

export interface HeardStream {
  headers: Headers;
  /** All that came so far. */
  text(): string;
  pokes(): Poke[];
  /** Resolves when the hub ends the stream, or breaks it off. */
  ended: Promise<void>;
}

/** Opens a stream of pokes and hears all that comes. */
export async function hearStream(url: string, headers: Record<string, string> = {}): Promise<HeardStream> {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(url, { headers, signal: leaving.signal });
  if (!response.ok) throw new Error(`the stream answered ${response.status}`);
  let text = '';
  const hear = async () => {
    for await (const piece of response.body ?? []) text += Buffer.from(piece).toString();
  };
  return {
    headers: response.headers,
    text: () => text,
    pokes: () =>
      [...text.matchAll(/^event: poke\ndata: (.*)\n\n/gm)].map(([, data]) =>
        pokeSchema.parse(JSON.parse(data ?? '')),
      ),
    ended: hear().catch(() => undefined),
  };
}
