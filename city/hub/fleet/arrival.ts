import type { Database } from '../database/index.ts';
import { stateOfCode } from '../devices/index.ts';
import { describeKiosk } from './kiosk.ts';

export interface Arrival {
  state: 'waiting' | 'arrived' | 'gone';
  kiosk: string | null;
  /** Whether it has shown once that it has what the city published. */
  isProved: boolean;
}

/** What became of an enrolment code; `gone`: too old, or never given. */
export async function arrivalOf(
  database: Database,
  tenant: string,
  code: string,
  now: Date,
): Promise<Arrival> {
  const { device, expiresAt } = await stateOfCode(database, tenant, code);
  if (device === null) return { state: expiresAt > now ? 'waiting' : 'gone', kiosk: null, isProved: false };
  const kiosk = await describeKiosk(database, tenant, device, now);
  const health = kiosk.ok ? kiosk.value.health : null;
  return { state: 'arrived', kiosk: device, isProved: health !== null && health.provedAt !== null };
}
