import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { askPortsSchema, CHANNELS, type Opening, type PreviewPlace } from '../../../shared/contract/index.ts';
import { type PreviewKiosk, type Shown } from './kiosk.ts';

type Look = Pick<Opening, 'language' | 'appearance'>;

/** A page that has not spoken after so long is not there. */
const SILENT_MILLISECONDS = 15_000;

/** The page's origin is nobody's: it can only be told from others by its window. */
const NOBODYS_ORIGIN = 'null';
const ANY_ORIGIN = '*';

/**
 * Gives the page in the frame its ports whenever it asks, and keeps it told what to show and how to look. Only another
 * place, or a page that begins anew, takes somebody away from where they are.
 */
export function useFrame(
  kiosk: PreviewKiosk,
  { shown, look, place }: { shown: Shown; look: Look; place: PreviewPlace },
): { frame: RefObject<HTMLIFrameElement | null>; silent: boolean } {
  const frame = useRef<HTMLIFrameElement>(null);
  const [spoke, setSpoke] = useState(false);
  const [silent, setSilent] = useState(false);

  const begin = useEffectEvent(() => {
    givePorts(frame.current, kiosk);
    tell(frame.current, look, place);
    setSpoke(true);
  });
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== NOBODYS_ORIGIN) return;
      if (askPortsSchema.safeParse(event.data).success) begin();
    };
    window.addEventListener('message', listen);
    return () => {
      window.removeEventListener('message', listen);
      kiosk.close();
    };
  }, [kiosk]);

  const { language, appearance } = look;
  useEffect(() => {
    kiosk.show(shown);
    tell(frame.current, { language, appearance });
  }, [kiosk, shown, language, appearance]);

  const move = useEffectEvent((to: PreviewPlace) => tell(frame.current, look, to));
  const where = JSON.stringify(place);
  useEffect(() => move(JSON.parse(where) as PreviewPlace), [where]);

  useEffect(() => {
    if (spoke) return undefined;
    const timer = setTimeout(() => setSilent(true), SILENT_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [spoke]);
  return { frame, silent: silent && !spoke };
}

function givePorts(frame: HTMLIFrameElement | null, kiosk: PreviewKiosk): void {
  const reading = new MessageChannel();
  const recording = new MessageChannel();
  kiosk.serve({ reading: reading.port2, recording: recording.port2 });
  const ports = [reading.port1, recording.port1];
  frame?.contentWindow?.postMessage({ type: CHANNELS.ports }, ANY_ORIGIN, ports);
}

function tell(frame: HTMLIFrameElement | null, { language, appearance }: Look, place?: PreviewPlace): void {
  const opening: Opening = { type: CHANNELS.opening, language, appearance, ...(place ? { place } : {}) };
  frame?.contentWindow?.postMessage(opening, ANY_ORIGIN);
}
