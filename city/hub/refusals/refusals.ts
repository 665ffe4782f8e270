import type { Database } from '../database/index.ts';
import { startRepeating } from '../repeating.ts';

/** What a hub would not do. */
export interface Refusal {
  tenant: string;
  /** The route's pattern, never the address itself. */
  route: string;
  status: number;
  /** The kiosk that the request names, true or not. */
  device: string | undefined;
}

/** The journal of what a hub refused. */
export interface Refusals {
  note(refusal: Refusal): void;
  /** Writes down what is left. */
  stop(): Promise<void>;
}

const WRITE_EVERY_MS = 5_000;
const KEPT_DAYS = 90;

/** Between two writes: somebody who makes names up by the thousand fills neither memory nor the journal. */
const MOST_KINDS = 500;

/**
 * Counts refusals in memory and writes the sums now and then, so that a flood of them costs the database nothing. A hub
 * that is killed loses the last seconds.
 */
export function startRefusals(database: Database, onFailure: (error: unknown) => void): Refusals {
  let counts = new Map<string, number>();

  async function write(): Promise<void> {
    if (counts.size === 0) return;
    const written = counts;
    counts = new Map();
    const rows = [...written].map(([kind, count]) => ({ ...(JSON.parse(kind) as Refusal), count }));
    await database.query(
      `insert into refusal (tenant, day, route, status, device, count, last_at)
       select noted.tenant, current_date, route, status, coalesce(known.id::text, ''), sum(count), now()
       from jsonb_to_recordset($1) as noted(tenant text, route text, status integer, device uuid, count bigint)
       left join device known on known.id = noted.device
       group by 1, 3, 4, 5
       on conflict (tenant, day, route, status, device)
         do update set count = refusal.count + excluded.count, last_at = excluded.last_at`,
      [JSON.stringify(rows)],
    );
    await database.query('delete from refusal where day < current_date - $1::integer', [KEPT_DAYS]);
  }

  async function tryToWrite(): Promise<void> {
    try {
      await write();
    } catch (error) {
      onFailure(error);
    }
  }

  const writing = startRepeating(WRITE_EVERY_MS, async () => {
    await tryToWrite();
    return WRITE_EVERY_MS;
  });
  return {
    note({ tenant, route, status, device }) {
      const kind = JSON.stringify({ tenant, route, status, device });
      const isFull = counts.size >= MOST_KINDS && !counts.has(kind);
      const counted = isFull ? JSON.stringify({ tenant, route, status }) : kind;
      counts.set(counted, (counts.get(counted) ?? 0) + 1);
    },
    async stop() {
      await writing.stop();
      await tryToWrite();
    },
  };
}
