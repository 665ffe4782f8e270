import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type KioskDescription, PREVIEW_SANDBOX } from '../../../shared/contract/index.ts';
import { useMessages } from '../words/index.ts';

/** Where the hub serves the visitors' page. */
const PAGE = '/console/preview/index.html';

interface PanelFrameProps {
  frame: RefObject<HTMLIFrameElement | null>;
  panel: KioskDescription['panel'];
  zoom: Zoom;
}

/** `whole`: all of the panel fits into its place; `pixels`: each of its pixels is one of this screen's. */
export type Zoom = 'whole' | 'pixels';

/** The page in a frame that has as many pixels as the panel, drawn smaller where it would not fit. */
export function PanelFrame({ frame, panel, zoom }: PanelFrameProps) {
  const { say } = useMessages();
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  const pixelRatio = useSyncExternalStore(watchWindow, () => devicePixelRatio);
  const width = panel.widthPixels / pixelRatio;
  const height = panel.heightPixels / pixelRatio;
  const scale = zoom === 'pixels' || !room ? 1 : Math.min(1, room.width / width, room.height / height);
  return (
    <div ref={stage} className="preview-stage" data-zoom={zoom}>
      <div className="preview-panel" style={{ inlineSize: width * scale, blockSize: height * scale }}>
        <iframe
          ref={frame}
          className="preview-frame"
          title={say('preview.frame')}
          src={PAGE}
          sandbox={PREVIEW_SANDBOX}
          style={{ inlineSize: width, blockSize: height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  );
}

function watchWindow(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** The place inside an element's edges, as it changes. */
function useRoom(place: RefObject<HTMLElement | null>): { width: number; height: number } | undefined {
  const [room, setRoom] = useState<{ width: number; height: number }>();
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [place]);
  return room;
}
