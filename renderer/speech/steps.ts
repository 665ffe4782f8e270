/*
 * The steps of speed and loudness, the same for a machine's voice and for a person's recording. Apart from the voice
 * itself, which is fetched late: what needs only these numbers need not wait for it.
 */

/** The steps of the speed, in percent of the usual one (acc-27). */
export const RATES = [50, 65, 80, 100, 125, 150, 175, 200] as const;

/** Step 4 of 8: the usual speed. */
export const USUAL_RATE = 4;

/** The steps of the loudness, in decibels under the loudest: 12 dB are left above the usual one (acc-26). */
export const VOLUMES = [-28, -24, -20, -16, -12, -8, -4, 0] as const;

/** Step 5 of 8: what every visit begins with. */
export const USUAL_VOLUME = 5;

/** 1 for the usual speed, 2 for the double. */
export function shareOfUsual(rate: number): number {
  return stepOf(RATES, rate) / 100;
}

/** What the samples are multiplied by at one of the steps of the loudness, 1 to 8. */
export function gainOf(volume: number): number {
  return 10 ** (stepOf(VOLUMES, volume) / 20);
}

function stepOf(steps: readonly number[], number: number): number {
  const step = steps[number - 1];
  if (step === undefined) throw new Error(`there is no step ${number} of ${steps.length}`);
  return step;
}
