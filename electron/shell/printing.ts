import type { WebContents } from 'electron';
import type { KioskConfiguration, PrintReason } from '../../shared/contract/index.ts';
import { err, ok, type Result } from '../../shared/result/index.ts';

/** Paper that ran out must not hold the visitor (`data-8`). */
const PRINT_MILLISECONDS = 10_000;

/** A roll of 80 mm; the printer cuts after the last line. In micrometres. */
const SLIP = { width: 80_000, height: 200_000 };

/**
 * Prints the page on the kiosk's printer, without asking anything. This is the one place that knows of a device.
 * `no-printer`: none is configured, or it is not there; `not-printed`: the system did not take it within ten seconds.
 */
export async function printSlip(
  contents: WebContents,
  printer: KioskConfiguration['printer'],
): Promise<Result<undefined, PrintReason>> {
  if (printer.kind === 'none') return err('no-printer');
  const printers = await within(contents.getPrintersAsync());
  if (!printers?.some(({ name }) => name === printer.name)) return err('no-printer');
  const printed = await within(printSilently(contents, printer.name));
  return printed === true ? ok() : err('not-printed');
}

function printSilently(contents: WebContents, deviceName: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { silent: true, deviceName, margins: { marginType: 'none' as const }, pageSize: SLIP };
    contents.print(options, (success) => resolve(success));
  });
}

function within<T>(work: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PRINT_MILLISECONDS)),
  ]);
}
