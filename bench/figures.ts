/** One thing that is measured. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is held to, and why that much. */
  limit?: { value: number; because: string };
}

/** Prints figures beside their limits; answers whether all keep to them. */
export function report(figures: readonly Figure[]): boolean {
  for (const { name, value, unit, limit } of figures) {
    const against = limit ? ` · ${shareOf(value, limit.value)} (${limit.because})` : '';
    console.log(`${name}: ${rounded(value)} ${unit}${against}`);
  }
  return figures.every(({ value, limit }) => limit === undefined || value <= limit.value);
}

function shareOf(value: number, limit: number): string {
  if (limit === 0) return 'none is allowed';
  return `${((100 * value) / limit).toFixed(0)} % of ${rounded(limit)}`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? 0;
  const high = sorted[Math.floor(middle)] ?? 0;
  return (low + high) / 2;
}
