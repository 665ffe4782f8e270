const NEW_LINE = 0x0a;

/** An item is at most 1.5 million signs; a file without an end of line must not fill the memory. */
const LONGEST_LINE_BYTES = 4_000_000;

/**
 * The lines of a file that comes in pieces, without those that are empty; undefined in the place of one that is too long,
 * of which nothing is kept in memory. A last line without its end is one like any other.
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | undefined, void, undefined> {
  const line = new Line();
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEW_LINE); end !== -1; end = piece.indexOf(NEW_LINE, start)) {
      line.add(piece.subarray(start, end));
      start = end + 1;
      if (!line.isEmpty) yield line.take();
    }
    line.add(piece.subarray(start));
  }
  if (!line.isEmpty) yield line.take();
}

class Line {
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  add(piece: Uint8Array): void {
    this.#bytes += piece.byteLength;
    if (this.#bytes <= LONGEST_LINE_BYTES) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  take(): string | undefined {
    const text = this.#bytes > LONGEST_LINE_BYTES ? undefined : this.#text();
    this.#pieces = [];
    this.#bytes = 0;
    return text;
  }

  #text(): string {
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole);
  }
}
