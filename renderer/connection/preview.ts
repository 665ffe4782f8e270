import { CHANNELS, type Opening, openingSchema } from '../../shared/contract/index.ts';
import { err } from '../../shared/result/index.ts';
import { clientsOver } from './clients.ts';
import { type Connection, type Preview } from './connection.ts';
import { watchPorts } from './ports.ts';
import { WaitingLink } from './waiting-link.ts';

/** Nobody else shows the page in a frame: the policies of the kiosk and of the loopback server forbid it. */
export function isFramed(): boolean {
  return window.parent !== window;
}

/** Everything the page asks is answered by the console around it. Nothing is sent and nothing printed from there. */
export function connectToConsole(): Connection {
  leaveFocusOutside();
  const bridge = {
    askPorts: () => window.parent.postMessage({ type: CHANNELS.askPorts }, location.origin),
  };
  const watch = watchPorts(bridge, window, window.parent);
  return {
    ...clientsOver((boundary) => new WaitingLink(watch, boundary)),
    endVisit: async () => location.reload(),
    print: async () => err('no-printer'),
    onKiosk: false,
    preview: watchOpenings(),
  };
}

/** A new screen takes the focus to its title: from a frame, it would take it away from whoever writes beside it. */
function leaveFocusOutside(): void {
  const focus = HTMLElement.prototype.focus;
  Object.defineProperty(HTMLElement.prototype, 'focus', {
    value(this: HTMLElement, options?: FocusOptions) {
      if (document.hasFocus()) focus.call(this, options);
    },
  });
}

function watchOpenings(): Preview {
  const listeners = new Set<(opening: Opening) => void>();
  let last: Opening | undefined;
  window.addEventListener('message', (event) => {
    if (event.source !== window.parent) return;
    const opening = openingSchema.safeParse(event.data);
    if (!opening.success) return;
    // Who listens later still begins where the page was opened.
    last = { ...opening.data, place: opening.data.place ?? last?.place };
    for (const listener of listeners) listener(opening.data);
  });
  return {
    watch(listener) {
      listeners.add(listener);
      if (last) listener(last);
      return () => listeners.delete(listener);
    },
  };
}
