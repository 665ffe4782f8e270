import { type Spread } from './spread.ts';

const BYTES_IN_MB = 1_000_000;
const SHOWN_DIGITS = 3;

/** Three digits that count, and never a power of ten. */
export function amount(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, SHOWN_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 5));
}

export function megabytes(bytes: number): string {
  return `${amount(bytes / BYTES_IN_MB)} MB`;
}

/** The median, and between which values all runs lay. */
export function ranged({ median, min, max }: Spread, factor = 1): string {
  const [middle, low, high] = [median, min, max].map((value) => amount(value * factor));
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}
