import { z } from 'zod';
import { medianOf } from '../figures.ts';
import { type Sample } from './contender.ts';

export const spreadSchema = z.object({ median: z.number(), min: z.number(), max: z.number() });

export type Spread = z.infer<typeof spreadSchema>;

export type SampleSpread = Record<keyof Sample, Spread>;

export function spreadOf(values: readonly number[]): Spread {
  return { median: medianOf(values), min: Math.min(...values), max: Math.max(...values) };
}

export function spreadOfSamples(samples: readonly Sample[]): SampleSpread {
  const of = (field: keyof Sample) => spreadOf(samples.map((sample) => sample[field]));
  return {
    seconds: of('seconds'),
    clientCpuSeconds: of('clientCpuSeconds'),
    serverCpuSeconds: of('serverCpuSeconds'),
    downBytes: of('downBytes'),
    upBytes: of('upBytes'),
    requests: of('requests'),
    clientPeakMib: of('clientPeakMib'),
    serverPeakMib: of('serverPeakMib'),
  };
}
