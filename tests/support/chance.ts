import { randomInt } from 'node:crypto';

/** Random draws that can be drawn again: the same seed, and the same name, give the same ones. */
export class Chance {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed;
  }

  /** From the seed that `BORNE_SEED` asks for, or a new one; the test prints it. */
  static fromEnvironment(): Chance {
    const asked = process.env['BORNE_SEED'];
    return new Chance(asked === undefined ? randomInt(2 ** 31) : Number(asked));
  }

  /** Draws of its own, so that what runs beside it does not change them. */
  apart(name: string): Chance {
    const mixed = [...name].reduce(
      (hash, sign) => Math.imul(hash ^ sign.charCodeAt(0), 16_777_619),
      this.seed,
    );
    return new Chance(mixed >>> 0);
  }

  /** A number from 0 up to 1, as `mulberry32` draws it. */
  draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.draw() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.draw() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.between(0, list.length - 1)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** Letters that no compression makes much shorter, so that bytes on the line stay comparable. */
  letters(length: number): string {
    return Array.from({ length }, () => LETTERS[this.between(0, LETTERS.length - 1)]).join('');
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
