import { type Speaker } from '../speech/index.ts';
import { USUAL_RATE, USUAL_VOLUME } from '../speech/steps.ts';
import { type Voice } from './voice.ts';

/** The kiosk's own voice. It is fetched when somebody may soon need it, not with the first screen. */
export function machineVoice(): Voice {
  let opening: Promise<Speaker> | undefined;
  let rate = USUAL_RATE;
  let volume = USUAL_VOLUME;
  const open = () => (opening ??= import('../speech/index.ts').then(({ createSpeaker }) => createSpeaker()));
  const withSpeaker = (use: (speaker: Speaker) => void) => void open().then(use);
  return {
    get rate() {
      return rate;
    },
    setRate(step) {
      rate = step;
    },
    get volume() {
      return volume;
    },
    setVolume(step) {
      volume = step;
      withSpeaker((speaker) => speaker.setVolume(step));
    },
    async say({ text, language, spelled }, { signal, onWord }) {
      const speaker = await open();
      return speaker.say(
        { text, language, rate, spell: spelled },
        { signal, onWord: ({ start, end }) => onWord(start, end) },
      );
    },
    stop() {
      if (opening) withSpeaker((speaker) => speaker.stop());
    },
    warmUp: (language) => withSpeaker((speaker) => speaker.warmUp(language)),
  };
}
