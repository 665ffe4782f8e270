import type { WebContents } from 'electron';
import type { WriteEvent } from './events.ts';
import { RESTARTING, STARTING, type Notice } from './notice.ts';
import { watchPage, type PageWatch } from './page-watch.ts';
import { prepareVisit, wipeVisit, type Visit, type VisitWish } from './visit.ts';
import { isVacant, type Presence } from './vacancy.ts';
import { present } from './windows.ts';

/** Making the next visit ready waits a little, so as not to slow the screen that somebody has just been given. */
const PREPARE_AFTER_MILLISECONDS = 1_000;

export interface ReceptionWish extends VisitWish {
  notice: Notice;
  write: WriteEvent;
  /** Told each time a page was lost, shown or not. */
  pageLost(): void;
  /** Told when a visit ended for want of anybody. */
  nobodyThere(): void;
}

/** One visitor stands before the kiosk, and the place of the next one is ready. */
export interface Reception {
  /** The visit, shown or made ready, whose page this is; undefined for anything else. */
  visitOf(contents: WebContents): Visit | undefined;
  /** Whether nobody stands before the kiosk. */
  isVacant(): boolean;
  /** The page said that it is alive, and whether it waits for somebody on its welcome screen. */
  heard(visit: Visit, isWaiting: boolean): void;
  /** Ends a visit; if it was on the screen, the next one takes its place at once. */
  end(visit: Visit, why: string): Promise<void>;
  /** Ends everything for good: a reader that were started again while Electron leaves would keep it from leaving. */
  close(): void;
}

interface Place extends Presence {
  visit: Visit;
  watch: PageWatch;
  /** Its page has spoken: it can be shown. */
  ready: boolean;
}

/** A pointer that merely lies there, as on a kiosk with a mouse, is nobody. */
const NOBODY = new Set(['mouseMove', 'mouseEnter', 'mouseLeave', 'pointerRawUpdate']);

function noteTouch(place: Place): void {
  place.visit.window.webContents.on('input-event', (_event, { type }) => {
    if (!NOBODY.has(type)) place.touchedAt = performance.now();
  });
}

export function openReception(wish: ReceptionWish): Reception {
  const { notice, write } = wish;
  let current: Place | undefined;
  let next: Place | undefined;
  let closed = false;

  const placeOf = (visit: Visit) => [current, next].find((place) => place?.visit === visit);

  const prepare = () => {
    if (closed || next !== undefined) return;
    const visit = prepareVisit(wish);
    const watch = watchPage(visit.window, (why) => {
      write({ event: 'page-lost', why });
      wish.pageLost();
      void end(visit, why);
    });
    next = { visit, watch, ready: false, isWaiting: false, touchedAt: undefined };
  };

  const showNext = () => {
    if (current !== undefined || next?.ready !== true) return;
    current = next;
    next = undefined;
    noteTouch(current);
    present(current.visit.window, wish.windowed);
    notice.hide();
    write({ event: 'visit-shown' });
    setTimeout(prepare, PREPARE_AFTER_MILLISECONDS);
  };

  const end = async (visit: Visit, why: string) => {
    const place = placeOf(visit);
    if (place === undefined) return;
    const began = Date.now();
    place.watch.stop();
    const wasShown = place === current;
    if (wasShown) current = undefined;
    else next = undefined;
    if (wasShown && next?.ready !== true) notice.show(RESTARTING);
    showNext();
    const allGone = await wipeVisit(visit);
    write({ event: 'visit-ended', why, tookMilliseconds: Date.now() - began, allGone });
    prepare();
    if (why === 'idle') wish.nobodyThere();
  };

  notice.show(STARTING);
  prepare();
  return {
    visitOf: (contents) =>
      [current, next].find((place) => place !== undefined && place.visit.window.webContents === contents)
        ?.visit,
    isVacant: () => current !== undefined && isVacant(current, performance.now()),
    heard(visit, isWaiting) {
      const place = placeOf(visit);
      if (place !== undefined) place.isWaiting = isWaiting;
      place?.watch.heard();
      if (place === undefined || place.ready) return;
      place.ready = true;
      showNext();
    },
    end,
    close() {
      closed = true;
      for (const place of [current, next]) {
        place?.watch.stop();
        place?.visit.reader.kill();
        place?.visit.window.destroy();
      }
      current = undefined;
      next = undefined;
    },
  };
}
