import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutIntoSigns, cutText, type Piece } from '../../renderer/speech/pieces.ts';
import { pronounced } from '../../renderer/speech/pronunciation.ts';
import { toSpoken } from '../../renderer/speech/spoken-text.ts';
import { VOICE_NAMES, type VoiceName } from '../../renderer/speech/voices.ts';
import { findWords } from '../../renderer/speech/words.ts';

const said = (pieces: Piece[]) => pieces.map(({ text }) => text.trim());

/** The written sign from which each sign of a piece comes. */
function originsOf(piece: Piece | undefined, written: string): string {
  return (piece?.origins ?? []).map((origin) => written[origin]).join('');
}

describe('a text for a voice', () => {
  test('loses what is invisible, not where the rest stands', () => {
    const written = '\u2066Pantin\u2069, \u200Fici\u200E\u00AD !';
    const [piece] = cutText(written, 'fr');
    expect(piece?.text).toBe('Pantin, ici !');
    expect(originsOf(piece, written)).toBe('Pantin, ici !');
  });

  test('has its accents composed', () => {
    const written = 'de\u0301ja\u0300 vu';
    const [piece] = cutText(written, 'fr');
    expect(piece?.text).toBe('déjà vu');
    expect(piece?.origins).toEqual([0, 1, 3, 4, 6, 7, 8]);
  });

  test('holds no mark-up, which espeak would obey', () => {
    expect(said(cutText('là <b>gras</b> &amp; [[a]]', 'fr'))).toEqual(['là  b gras /b   amp;  [a]]']);
  });

  test.each<[VoiceName, string, string]>([
    ['fr', 'Ouvert de 9 h à 17h30', 'Ouvert de 9 heures à 17 heures 30'],
    ['fr', '24h/24 et 7j/7', '24 heures sur 24 et 7 jours sur 7'],
    ['fr', '1 h 05', 'une heure 05'],
    ['fr', '30 min à pied', '30 minutes à pied'],
    ['fr', 'le 1er, la 2e, le XIXe', 'le 1er, la 2ème, le 19ème'],
    ['fr', 'n° 3, M. Durand, Mme Ana', 'numéro 3, Monsieur Durand, Mme Ana'],
    ['fr', 'le CCAS et la CAF', 'le C C A S et la CAF'],
    ['fr', 'les habitant·e·s', 'les habitants'],
    ['fr', '12\u202F500\u00A0€', '12500 euros'],
    ['fr', '01 48 30 20 15', '01 48 30 20 15'],
    ['fr', '0 800 123 456', '0 800 123 456'],
    ['fr', '1 234 567 habitants', '1234567 habitants'],
    ['fr', 'en 2024 100 personnes', 'en 2024 100 personnes'],
    ['es', 'n.º 3, 1.º piso', 'número 3, 1º piso'],
    ['cmn', '5 % 或 3 €', '百分之5 或 3欧元'],
    ['uk', '10:30, 5 €', '10 30, 5 євро'],
    ['en', 'No. 3', 'number 3'],
    ['ar', '5 %', '5 بالمئة'],
  ])('in %s, “%s” is said “%s”', (voice, written, expected) => {
    expect(pronounced(toSpoken(written), voice).text).toBe(expected);
  });

  test('knows where what is written otherwise comes from', () => {
    const written = 'Fermé le 2e jour à 9 h, au CCAS.';
    const { text, origins } = pronounced(toSpoken(written), 'fr');
    const find = findWords(written, 'fr', 'word');
    const wordOf = (spoken: string) => {
      const word = find(origins[text.indexOf(spoken)] ?? -1);
      return word && written.slice(word.start, word.end);
    };
    expect(wordOf('2ème')).toBe('2e');
    expect(wordOf('jour')).toBe('jour');
    expect(wordOf('9')).toBe('9');
    expect(wordOf('C C A S')).toBe('CCAS');
  });
});

describe('pieces', () => {
  test('are sentences, with a longer pause after a paragraph', () => {
    const pieces = cutText('Bonjour. Ça va ?\nOui', 'fr');
    expect(said(pieces)).toEqual(['Bonjour.', 'Ça va ?', 'Oui']);
    const [first, second] = pieces.map(({ pause }) => pause);
    expect(second).toBeGreaterThan(first ?? 0);
  });

  test.each<[VoiceName, string, string[]]>([
    ['cmn', '您好。请说。', ['您好。', '请说。']],
    ['bn', 'আপনি কেমন আছেন। ভালো।', ['আপনি কেমন আছেন।', 'ভালো।']],
    ['ur', 'آپ کیسے ہیں۔ شکریہ۔', ['آپ کیسے ہیں۔', 'شکریہ۔']],
    ['ar', 'كيف حالك؟ شكرا.', ['كيف حالك؟', 'شكرا.']],
  ])('are sentences in %s', (voice, text, expected) => expect(said(cutText(text, voice))).toEqual(expected));

  test('are never long, and end after a clause if they can', () => {
    const clause = 'une chose qui se dit bien et qui dure un certain temps, ';
    const pieces = cutText(clause.repeat(20), 'fr');
    expect(pieces.length).toBeGreaterThan(3);
    for (const { text } of pieces) {
      expect(text.length).toBeLessThanOrEqual(240);
      expect(text.trim()).toMatch(/temps,$/);
    }
    expect(pieces.map(({ text }) => text).join('')).toBe(clause.repeat(20));
    expect(
      Math.max(...cutText('mot '.repeat(1_000), 'fr').map(({ text }) => text.length)),
    ).toBeLessThanOrEqual(240);
    expect(
      Math.max(...cutText('人'.repeat(1_000), 'cmn').map(({ text }) => text.length)),
    ).toBeLessThanOrEqual(240);
  });

  test('go to the voice of their script', () => {
    const pieces = cutText('اتصل ببلدية Pantin (93) الآن', 'ar');
    expect(pieces.map(({ voice }) => voice)).toEqual(['ar', 'fr', 'ar']);
    expect(said(pieces)).toEqual(['اتصل ببلدية', 'Pantin (93)', 'الآن']);
    expect(cutText('Русский', 'fr').map(({ voice }) => voice)).toEqual(['ru']);
    expect(cutText('Всі люди', 'fr').map(({ voice }) => voice)).toEqual(['uk']);
    expect(cutText('سب لوگ ہیں', 'fr').map(({ voice }) => voice)).toEqual(['ur']);
    expect(cutText('12 %', 'ta').map(({ voice }) => voice)).toEqual(['ta']);
  });

  test('leave out a script that no voice knows, and what is nothing to say', () => {
    expect(said(cutText('Voir Ελλάδα ici', 'fr'))).toEqual(['Voir', 'ici']);
    expect(cutText('… — !', 'fr')).toEqual([]);
    expect(cutText('', 'fr')).toEqual([]);
  });

  test('of a code are its signs, with longer pauses between groups', () => {
    const pieces = cutIntoSigns('K7Y4-0Z', 'fr');
    expect(said(pieces)).toEqual(['K', '7', 'Y', '4', '0', 'Z']);
    const [short, , , long] = pieces.map(({ pause }) => pause);
    expect(long).toBeGreaterThan(short ?? 0);
    expect(pieces.map(({ origins }) => origins[0])).toEqual([0, 1, 2, 3, 5, 6]);
  });

  test('of a code name the signs that a voice passes over', () => {
    const pieces = cutIntoSigns('a.b', 'en', { '.': 'dot' });
    expect(said(pieces)).toEqual(['a', 'dot', 'b']);
    expect(pieces[1]?.origins).toEqual([1, 1, 1]);
  });

  test('of a code in another language have their letters said in French', () => {
    expect(cutIntoSigns('K7', 'ta').map(({ voice }) => voice)).toEqual(['fr', 'ta']);
  });

  const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });
  const anyVoice = fc.constantFrom(...VOICE_NAMES);

  test('of any text know where they come from, in the order of reading', () => {
    fc.assert(
      fc.property(anyText, anyVoice, (written, voice) => {
        const pieces = [...cutText(written, voice), ...cutIntoSigns(written, voice)];
        for (const { text, origins } of pieces) {
          expect(origins).toHaveLength(text.length);
          expect(origins.every((origin) => origin >= 0 && origin < written.length)).toBe(true);
        }
        const reading = cutText(written, voice).flatMap(({ origins }) => origins);
        expect(reading).toEqual(reading.toSorted((a, b) => a - b));
      }),
    );
  });

  test('of any text of their own letters leave none out', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdefgé ,.;!?\n'), maxLength: 1_000 });
    fc.assert(
      fc.property(letters, (written) => {
        const spoken = cutText(written, 'en').map(({ text }) => text);
        expect(spoken.join('').replaceAll(/[^a-zé]/g, '')).toBe(written.replaceAll(/[^a-zé]/g, ''));
      }),
    );
  });
});

describe('a word of the text', () => {
  test.each([
    ['fr', 'à l’eau', 3, 'l’eau'],
    ['fr', 'aujourd’hui', 9, 'aujourd’hui'],
    ['fr', '\u2066Pantin\u2069 !', 2, 'Pantin'],
    ['fr', '👩‍👩‍👧 ici', 3, '👩‍👩‍👧'],
    ['zh', '您可以向', 2, '可以'],
    ['ta', 'ஒரு யோசனை', 6, 'யோசனை'],
    ['ar', 'على البلدية', 5, 'البلدية'],
  ])('in %s, “%s” at %i is “%s”', (locale, text, place, expected) => {
    const word = findWords(text, locale, 'word')(place);
    expect(word && text.slice(word.start, word.end)).toBe(expected);
  });

  test('is not a space, nor beyond the end', () => {
    const find = findWords('a b', 'fr', 'word');
    expect(find(1)).toBeUndefined();
    expect(find(3)).toBeUndefined();
  });
});
