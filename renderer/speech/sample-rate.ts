/** Samples a second: what espeak-ng makes, and what the page therefore plays. */
export const SAMPLE_RATE = 22_050;
