/** A life of a city's database, as a kiosk knows it. */
export interface Epoch {
  epoch: string;
  /** Larger for one that began later; 0 when the hub did not say. */
  epochNumber: number;
}

/** What a kiosk remembers, of which either may be lost or put back without the other. */
interface Remembered {
  content: Epoch | undefined;
  outbox: Epoch | undefined;
}

/**
 * What this kiosk remembers that `said` does not come after: another epoch, begun later or at the same moment. Then `said`
 * must not be followed (I8).
 */
export function laterEpoch({ content, outbox }: Remembered, said: Epoch): Epoch | undefined {
  return [content, outbox].find(
    (known) =>
      known !== undefined &&
      known.epoch !== said.epoch &&
      known.epochNumber > 0 &&
      known.epochNumber >= said.epochNumber,
  );
}

/** The epoch that content and outbox agree on; undefined while one of them is behind the other. */
export function agreedEpoch({ content, outbox }: Remembered): string | undefined {
  return content?.epoch === outbox?.epoch ? content?.epoch : undefined;
}
