import { useEffect, useMemo, useState } from 'react';
import { type KioskDescription, type ServiceCard } from '../../shared/contract/index.ts';
import { type Connection } from '../connection/index.ts';
import { type Kiosk } from './contexts.ts';
import { inOrder } from './order.ts';

/** How often the page looks whether the content has changed, and tries again when the kiosk did not answer. */
const LOOK_AGAIN_MILLISECONDS = 5_000;

interface Content {
  description: KioskDescription;
  services: ServiceCard[];
  clips: string[];
  generation: number;
}

/** What the kiosk holds, read at once and again whenever it has changed. */
export function useKioskContent(connection: Connection): Kiosk | undefined {
  const [content, setContent] = useState<Content>();

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let known: number | undefined;

    async function look(): Promise<void> {
      try {
        const generation = await connection.reading.generation({});
        if (generation !== known && !stopped) {
          const [description, services, clips] = await Promise.all([
            connection.reading.describe({}),
            connection.reading.services({}),
            connection.reading.clips({}),
          ]);
          if (!stopped) setContent({ description, services, clips, generation });
          known = generation;
        }
      } catch {
        // The kiosk did not answer; the next look finds it again, and what is on the screen stays.
      }
      if (!stopped) timer = setTimeout(() => void look(), LOOK_AGAIN_MILLISECONDS);
    }

    function lookNow(): void {
      clearTimeout(timer);
      void look();
    }

    const stopWatching = connection.preview?.watch(lookNow) ?? (() => undefined);
    lookNow();
    return () => {
      stopped = true;
      stopWatching();
      clearTimeout(timer);
    };
  }, [connection]);

  return useMemo(() => (content ? kioskFrom(content) : undefined), [content]);
}

function kioskFrom({ description, services, clips, generation }: Content): Kiosk {
  return {
    description,
    services: inOrder(services, description),
    clips: new Set(clips),
    generation,
    tenantName: (id) => description.tenants.find((tenant) => tenant.id === id)?.name,
  };
}
