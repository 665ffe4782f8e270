import { Client } from 'pg';
import type { Database } from './pool.ts';

const AFTER_FAILURE_MS = 1_000;

export interface Listening {
  stop(): Promise<void>;
}

/**
 * Hears a channel's notices over a connection of its own, and connects again when it is lost. What is said meanwhile is
 * missed: a notice may hurry somebody, and nobody may depend on it.
 */
export function listen(database: Database, channel: string, onNotice: (text: string) => void): Listening {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let client: Client | undefined;

  function again(): void {
    if (!stopped) timer = setTimeout(() => void connect(), AFTER_FAILURE_MS * (0.5 + Math.random()));
  }

  async function connect(): Promise<void> {
    const { connectionString, connectionTimeoutMillis } = database.options;
    const opened = new Client({ connectionString, connectionTimeoutMillis, keepAlive: true });
    client = opened;
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      void opened.end().catch(() => undefined);
      again();
    };
    opened.on('error', lose);
    opened.on('end', lose);
    opened.on('notification', ({ payload }) => onNotice(payload ?? ''));
    try {
      await opened.connect();
      await opened.query(`listen ${opened.escapeIdentifier(channel)}`);
    } catch {
      lose();
    }
  }

  const connecting = connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => undefined);
    },
  };
}
