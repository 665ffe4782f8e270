import { isObject } from '../../../shared/publishing/index.ts';

/** A step into a record: a field's name, or the place in a list. */
export type Step = string | number;

/** The same record with another value at the end of a path; what becomes empty that way is left out. */
export function withValue(record: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(record) ? [...(record as unknown[])] : [];
    list[step] = withValue(list[step], rest, value);
    return list;
  }
  const before = isObject(record) ? record : {};
  const inside = withValue(before[step], rest, value);
  if (inside !== undefined) return { ...before, [step]: inside };
  const { [step]: _, ...others } = before;
  return Object.keys(others).length === 0 ? undefined : others;
}

export function pathOf(steps: readonly Step[]): string {
  return steps.join('.');
}

/** A name fit for an address: "Café du Canal" → `cafe-du-canal`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[œ]/g, 'oe');
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)
    .replace(/-$/, '');
}
