import { pronounced } from './pronunciation.ts';
import { slice, type SpokenText, toSpoken } from './spoken-text.ts';
import { localeOf, type VoiceName, voiceForWord } from './voices.ts';

/** What a voice says in one breath. */
export interface Piece extends SpokenText {
  voice: VoiceName;
  /** The silence after it at the usual speed, in seconds. */
  pause: number;
}

/** Commas and full stops inside a piece have espeak's own. */
const PAUSES = { paragraph: 0.9, sentence: 0.6, clause: 0.2, voice: 0.05, sign: 0.22, group: 0.5 };

/** While it makes a piece, the worker does not hear that it is to say something else. */
const LONGEST = 240;

const SOMETHING_TO_SAY = /[\p{L}\p{N}\p{S}@&%*]/u;
const END_OF_CLAUSE = /[,;:،؛、，；：]\s*$/;

/** Cuts a text into what is said in one breath; words of another script go to a voice of theirs. */
export function cutText(written: string, voice: VoiceName): Piece[] {
  const spoken = pronounced(toSpoken(written), voice);
  return segments(spoken, voice, 'sentence')
    .flatMap((sentence) => breaths(sentence, voice))
    .flatMap((breath) => byVoice(breath, voice))
    .filter(({ text }) => SOMETHING_TO_SAY.test(text));
}

/**
 * Cuts a code or a number into its signs, with a pause after each and a longer one where it has a space or a line.
 * `names` are the words for signs that voices pass over, such as a full stop.
 */
export function cutIntoSigns(
  written: string,
  voice: VoiceName,
  names: Readonly<Record<string, string>> = {},
): Piece[] {
  const pieces: Piece[] = [];
  for (const sign of segments(toSpoken(written), voice, 'grapheme')) {
    const name = names[sign.text];
    const own = name === undefined ? voiceForWord(sign.text, voice) : voice;
    const said = name === undefined ? sign : named(name, sign);
    if (SOMETHING_TO_SAY.test(said.text) && own !== 'none')
      pieces.push({ ...said, voice: own, pause: PAUSES.sign });
    else pieces.push(...lengthened(pieces.pop()));
  }
  return pieces;
}

function named(name: string, sign: SpokenText): SpokenText {
  return { text: name, origins: Array.from<number>({ length: name.length }).fill(sign.origins[0] ?? 0) };
}

function lengthened(last: Piece | undefined): Piece[] {
  return last ? [{ ...last, pause: PAUSES.group }] : [];
}

function segments(
  spoken: SpokenText,
  voice: VoiceName,
  granularity: 'sentence' | 'word' | 'grapheme',
): SpokenText[] {
  const segmenter = new Intl.Segmenter(localeOf(voice), { granularity });
  return Array.from(segmenter.segment(spoken.text), ({ segment, index }) =>
    slice(spoken, index, index + segment.length),
  );
}

interface Breath extends SpokenText {
  pause: number;
}

/** A sentence is one breath unless it is too long: then it ends after a clause if it can, after a word otherwise. */
function breaths(sentence: SpokenText, voice: VoiceName): Breath[] {
  const cut: Breath[] = [];
  const pauseAtEnd = /\n\s*$/.test(sentence.text) ? PAUSES.paragraph : PAUSES.sentence;
  let start = 0;
  while (sentence.text.length - start > LONGEST) {
    const end = start + lengthOfBreath(slice(sentence, start, start + LONGEST), voice);
    cut.push({ ...slice(sentence, start, end), pause: PAUSES.clause });
    start = end;
  }
  cut.push({ ...slice(sentence, start, sentence.text.length), pause: pauseAtEnd });
  return cut;
}

function lengthOfBreath(longest: SpokenText, voice: VoiceName): number {
  let afterClause = 0;
  let afterWord = 0;
  let end = 0;
  for (const { text } of segments(longest, voice, 'word').slice(0, -1)) {
    end += text.length;
    afterWord = end;
    if (END_OF_CLAUSE.test(longest.text.slice(0, end))) afterClause = end;
  }
  // One word that is longer than a breath is nobody's word.
  return afterClause > LONGEST / 3 ? afterClause : afterWord || longest.text.length;
}

/** Signs that belong to no script stay with the word before them. */
function byVoice(breath: Breath, voice: VoiceName): Piece[] {
  const runs: { voice: VoiceName | 'none'; start: number; end: number }[] = [];
  let end = 0;
  for (const { text } of segments(breath, voice, 'word')) {
    const last = runs.at(-1);
    const speaker = /\p{L}/u.test(text) ? voiceForWord(text, voice, breath.text) : (last?.voice ?? voice);
    if (last?.voice === speaker) last.end += text.length;
    else runs.push({ voice: speaker, start: end, end: end + text.length });
    end += text.length;
  }
  return runs.flatMap((run, index) => {
    if (run.voice === 'none') return [];
    const pause = index === runs.length - 1 ? breath.pause : PAUSES.voice;
    return [{ ...slice(breath, run.start, run.end), voice: run.voice, pause }];
  });
}
