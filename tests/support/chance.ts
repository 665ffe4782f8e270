import { randomInt } from 'node:crypto';
import { numbers } from './numbers.ts';

/** Random draws that can be drawn again: the same seed, and the same name, give the same ones. */
export class Chance {
  readonly seed: number;
  readonly #below: (limit: number) => number;

  constructor(seed: number) {
    this.seed = seed;
    this.#below = numbers(seed);
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

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.#below(most - least + 1);
  }

  happens(probability: number): boolean {
    return this.#below(FINE) < probability * FINE;
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

/** Into how many parts a probability is divided. */
const FINE = 1_000_000;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
