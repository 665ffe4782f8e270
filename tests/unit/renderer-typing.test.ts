import { describe, expect, test } from 'vitest';
import { stateOfText } from '../../renderer/capabilities/proposal/text-rules.ts';
import {
  countSigns,
  deleteSign,
  deleteWord,
  insertInstead,
  insertSign,
  saysSomething,
  withoutUnreadable,
  withPlainDigits,
} from '../../renderer/ui/keyboard/typing.ts';

const FAMILY = '👨‍👩‍👧‍👦';

function atEnd(text: string) {
  return { text, start: text.length, end: text.length };
}

describe('writing', () => {
  test('puts a sign where the cursor is, over what is selected', () => {
    expect(insertSign({ text: 'arbe', start: 3, end: 3 }, 'r')).toEqual({ text: 'arbre', start: 4, end: 4 });
    expect(insertSign({ text: 'un banc', start: 0, end: 2 }, 'deux')).toEqual({
      text: 'deux banc',
      start: 4,
      end: 4,
    });
  });

  test.each([
    ['e\u0301', 'an accent apart'],
    [FAMILY, 'a family in one emoji'],
    ['🇫🇷', 'a flag'],
    ['نِ', 'a letter with its vowel'],
  ])('erases %s whole: %s', (sign) => {
    expect(deleteSign(atEnd(`a${sign}`)).text).toBe('a');
  });

  test('erases what is selected, and nothing at the very start', () => {
    expect(deleteSign({ text: 'abcd', start: 1, end: 3 }).text).toBe('ad');
    expect(deleteSign({ text: 'abc', start: 0, end: 0 }).text).toBe('abc');
  });

  test('erases a word and the spaces after it', () => {
    expect(deleteWord(atEnd('plus de bancs  ')).text).toBe('plus de ');
    expect(deleteWord(atEnd('bancs')).text).toBe('');
  });

  test.each([
    ['கி', 'க', 'a vowel sign of Tamil'],
    ['கொ', 'க', 'one that stands on both sides'],
    ['ক্ষ', 'ক্', 'the last of two joined letters'],
    ['ক্', 'ক', 'the sign that joins'],
    ['বাড়ি', 'বাড়', 'a vowel sign of Bengali'],
    ['বাড়', 'বা', 'a letter with the dot that is part of it'],
  ])('takes from %s what the last touch added: %s, %s', (before, after) => {
    const text = before.normalize('NFC');
    expect(deleteSign(atEnd(text)).text).toBe(after.normalize('NFC'));
  });

  test('joins a mark to the letter before it, in normal form C', () => {
    const typed = ['க', '\u0bc6', '\u0bbe'].reduce(insertSign, atEnd(''));
    expect(typed).toEqual(atEnd('க\u0bca'));
    expect(insertSign(atEnd('caf e'), '\u0301').text).toBe('caf é');
    expect(insertSign({ text: 'e!', start: 1, end: 1 }, '\u0301')).toEqual({ text: 'é!', start: 1, end: 1 });
  });

  test('erases a Chinese word, which no space parts from the others', () => {
    expect(deleteWord(atEnd('我去医院')).text).toBe('我去');
    expect(deleteWord(atEnd('bancs 公园 ')).text).toBe('bancs ');
  });

  test('writes over letters where they stand before the cursor, and only there', () => {
    expect(insertInstead(atEnd('我yisheng'), 'yisheng', '医生')).toEqual(atEnd('我医生'));
    expect(insertInstead({ text: 'yisheng我', start: 0, end: 0 }, 'yisheng', '医生')).toEqual({
      text: '医生yisheng我',
      start: 2,
      end: 2,
    });
  });

  test('counts signs as people do', () => {
    expect(countSigns(`é${FAMILY}ة`)).toBe(3);
  });
});

describe('what is pasted', () => {
  test('loses control characters, and says so', () => {
    expect(withoutUnreadable('un\u0000 deux\u001B[31m\u009F')).toEqual({
      text: 'un deux[31m',
      removed: true,
    });
  });

  test('loses halves of signs, which no text may carry', () => {
    expect(withoutUnreadable('a\uD83Cb')).toEqual({ text: 'ab', removed: true });
    expect(withoutUnreadable('🌳')).toEqual({ text: '🌳', removed: false });
  });

  test('keeps line breaks; tabs become spaces', () => {
    expect(withoutUnreadable('a\r\nb\rc\n\td')).toEqual({ text: 'a\nb\nc\n d', removed: false });
  });

  test.each([
    '<b onclick="alert(1)">gras</b> &amp; <script>x</script>',
    'مقاعد في الظل، وشجرة',
    `${FAMILY} été 𝄞`,
    "' OR 1=1; --",
  ])('keeps faithfully: %s', (text) => {
    expect(withoutUnreadable(text)).toEqual({ text, removed: false });
  });
});

describe('a text to send', () => {
  test.each(['', '   ', '\n\n', '\u200B\u200D', '\u00A0'])('is empty when it says nothing: %j', (text) => {
    expect(saysSomething(text)).toBe(false);
    expect(stateOfText(text, 10)).toEqual({ state: 'empty' });
  });

  test('fits up to its last sign', () => {
    expect(stateOfText('é'.repeat(10), 10)).toEqual({ state: 'fits', left: 0 });
    expect(stateOfText('🌳', 10)).toEqual({ state: 'fits', left: 9 });
  });

  test('is too long after that, and says by how much; nothing is cut', () => {
    expect(stateOfText('a'.repeat(20_000), 4_000)).toEqual({ state: 'too-long', over: 16_000 });
  });

  test('never goes beyond what the sealed words can carry, whatever its signs are made of', () => {
    const heavy = FAMILY.repeat(6_000);
    expect(countSigns(heavy)).toBeLessThan(10_000);
    expect(stateOfText(heavy, 10_000).state).toBe('too-long');
  });
});

test.each([
  ['১২৩৪৫৬৭৮৯০', '1234567890'],
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['௧௨௩', '123'],
  ['１２Ｃ', '12Ｃ'],
  ['7K2P', '7K2P'],
])('digits of every keyboard are kept as 0-9: %s', (typed, kept) => {
  expect(withPlainDigits(typed)).toBe(kept);
});
