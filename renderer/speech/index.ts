import { workerStarter } from '../trusted-worker.ts';
import { createPlayer, type Player } from './player.ts';
import { assembleSpeaker, type Speaker } from './speaker.ts';
// oxlint-disable-next-line import/default -- the build makes this module: the address of the worker's own file
import workerAddress from './speak.worker.ts?worker&url';

export { RATES, USUAL_RATE, USUAL_VOLUME, VOLUMES } from './steps.ts';
export { createPlayer, type Player } from './player.ts';
export { FIRST_SOUND, type Said, type Speaker, type Utterance } from './speaker.ts';
export { SPOKEN_LANGUAGES, type SpokenLanguage } from './voices.ts';
export { type SpokenWord } from './words.ts';

/**
 * The kiosk's voice for one visit. Its worker and its data are fetched with the first `warmUp` or `say`.
 * @param options.player what the sound comes out of; the system's output when it is not given
 */
export function createSpeaker(options: { player?: Player } = {}): Speaker {
  return assembleSpeaker(options.player ?? createPlayer(), workerStarter('speech', workerAddress));
}
