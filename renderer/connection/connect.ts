import './bridge.ts';
import { printReplySchema, type PrintReason, type WindowBridge } from '../../shared/contract/index.ts';
import { err, type Result } from '../../shared/result/index.ts';
import { clientsOver } from './clients.ts';
import { type Connection } from './connection.ts';
import { loopbackLink, takeToken } from './loopback.ts';
import { watchPorts } from './ports.ts';
import { connectToConsole, isFramed } from './preview.ts';
import { WaitingLink } from './waiting-link.ts';

const HEARTBEAT_MILLISECONDS = 2_000;
const FIRST_LOOK_MILLISECONDS = 50;

/**
 * The page's way to the kiosk: over message ports in its window, over the loopback server in a browser. In a frame it is a
 * preview, and the console takes the kiosk's place.
 */
export function connect(): Connection {
  if (window.borne) return connectToKiosk(window.borne);
  return isFramed() ? connectToConsole() : connectToLoopback();
}

function connectToKiosk(bridge: WindowBridge): Connection {
  const watch = watchPorts(bridge, window);
  beat(bridge);
  return {
    ...clientsOver((boundary) => new WaitingLink(watch, boundary)),
    endVisit: (why) => bridge.endVisit({ why }),
    print: (lengthMillimetres) => printOn(bridge, lengthMillimetres),
    onKiosk: true,
  };
}

/** A page that shows nothing is not alive, whatever its scripts do: the shell never shows it, or replaces it. */
function beat(bridge: WindowBridge): void {
  const showsSomething = () => document.body.innerText.trim() !== '';
  const isWaiting = () => document.documentElement.dataset['visit'] === 'none';
  const untilFirst = setInterval(() => {
    if (!showsSomething()) return;
    clearInterval(untilFirst);
    bridge.alive({ isWaiting: isWaiting() });
  }, FIRST_LOOK_MILLISECONDS);
  setInterval(() => {
    if (showsSomething()) bridge.alive({ isWaiting: isWaiting() });
  }, HEARTBEAT_MILLISECONDS);
}

/** A shell that does not answer has not printed. */
async function printOn(
  bridge: WindowBridge,
  lengthMillimetres: number,
): Promise<Result<undefined, PrintReason>> {
  try {
    return printReplySchema.parse(await bridge.print({ lengthMillimetres }));
  } catch {
    return err('not-printed');
  }
}

function connectToLoopback(): Connection {
  const token = takeToken();
  return {
    ...clientsOver((boundary) => loopbackLink(boundary, token)),
    endVisit: async () => location.reload(),
    // A browser cannot tell whether paper came out; the visitor is told to write the code down.
    print: async () => err('no-printer'),
    onKiosk: false,
  };
}
