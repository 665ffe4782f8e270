import { type ReactNode, useEffect, useRef } from 'react';
import { Pictogram, type PictogramName } from './Pictogram.tsx';

type NoticeKind = 'info' | 'good' | 'warn' | 'stop';

const PICTOGRAMS: Record<NoticeKind, PictogramName> = {
  info: 'info',
  good: 'circle-check',
  warn: 'triangle-alert',
  stop: 'triangle-alert',
};

export interface NoticeProps {
  kind: NoticeKind;
  children: ReactNode;
  pictogram?: PictogramName;
  /** For what came after a touch: it comes into sight, and is said. */
  live?: boolean;
}

/** Something to know, set apart by a picture and a border; the colour only helps. */
export function Notice({ kind, children, pictogram, live = false }: NoticeProps) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = notice.current;
    const view = element?.closest('.scroll-view');
    if (!live || !element) return undefined;
    const show = () => element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    show();
    // The notice may be what makes the text too long: then buttons come up, and what is seen grows shorter.
    const observer = new ResizeObserver(show);
    if (view) observer.observe(view);
    return () => observer.disconnect();
  }, [live]);
  return (
    <div ref={notice} className="notice" data-kind={kind} {...(live ? { role: 'status' } : {})}>
      <Pictogram name={pictogram ?? PICTOGRAMS[kind]} />
      <div className="notice-words">{children}</div>
    </div>
  );
}
