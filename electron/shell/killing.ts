/** Ends a process that may hold what a visitor wrote: without a word, and so without a core dump of its memory. */
export function killNow(pid: number | undefined): void {
  if (pid === undefined || pid === 0) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had already gone.
  }
}

/** Waits until none of the processes is left; false when some are still there after `milliseconds`. */
export async function haveGone(pids: number[], milliseconds: number): Promise<boolean> {
  const limit = Date.now() + milliseconds;
  while (pids.some(isRunning)) {
    if (Date.now() > limit) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
