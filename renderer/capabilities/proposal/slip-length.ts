/** CSS millimetres, which are those of the paper, whatever the panel's are. */
const PIXELS_PER_MILLIMETRE = 96 / 25.4;

/**
 * How long the slip is, in millimetres. It is laid out for that as it will be on the paper, but unseen, which also fetches
 * the letters that only the paper shows.
 */
export async function slipLength(slip: HTMLElement): Promise<number> {
  slip.dataset['measured'] = 'yes';
  try {
    slip.getBoundingClientRect();
    await document.fonts.ready;
    return slip.getBoundingClientRect().height / PIXELS_PER_MILLIMETRE;
  } finally {
    delete slip.dataset['measured'];
  }
}
