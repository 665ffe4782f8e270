import { describe, expect, test } from 'vitest';
import { chooseCandidate, type Step, typeSign } from '../../renderer/ui/keyboard/pinyin/compose.ts';
import { DICTIONARY } from '../../renderer/ui/keyboard/pinyin/dictionary.ts';
import { pagesOf } from '../../renderer/ui/keyboard/pinyin/pages.ts';
import { suggest } from '../../renderer/ui/keyboard/pinyin/suggest.ts';
import { insertInstead } from '../../renderer/ui/keyboard/typing.ts';

function textsFor(typed: string): string[] {
  return suggest(DICTIONARY, typed).map(({ text }) => text);
}

/** Letters, turned pages and the choice itself. */
function touchesFor(typed: string, wanted: string): number {
  const page = pagesOf(suggest(DICTIONARY, typed)).findIndex((texts) =>
    texts.some(({ text }) => text === wanted),
  );
  expect(page, `${wanted} under ${typed}`).toBeGreaterThanOrEqual(0);
  return typed.length + page + 1;
}

describe('everyday words', () => {
  test.each([
    ['yisheng', '医生'],
    ['fangzi', '房子'],
    ['qian', '钱'],
    ['bangzhu', '帮助'],
    ['toupiao', '投票'],
    ['haizi', '孩子'],
    ['xuexiao', '学校'],
    ['gongzuo', '工作'],
    ['laji', '垃圾'],
    ['zufang', '租房'],
    ['juliuzheng', '居留证'],
    ['nver', '女儿'],
  ])('%s is %s, one touch after its letters', (typed, word) => {
    expect(touchesFor(typed, word)).toBe(typed.length + 1);
  });

  test('come before they are spelt out', () => {
    expect(touchesFor('yis', '医生')).toBe(4);
    expect(touchesFor('tu', '图书馆')).toBeLessThanOrEqual(3);
  });

  test('can be found character by character', () => {
    expect(touchesFor('yi', '医')).toBeLessThanOrEqual(4);
    expect(touchesFor('sheng', '生')).toBe(6);
  });
});

describe('letters', () => {
  test('stand for the longest word first, and each candidate knows how many it takes', () => {
    const [first, ...others] = suggest(DICTIONARY, 'womenjia');
    expect(first).toEqual({ text: '我们', letters: 5 });
    expect(others).toContainEqual({ text: '我', letters: 2 });
  });

  test('of one syllable mean one character before they begin a word', () => {
    const texts = textsFor('wo');
    expect(texts[0]).toBe('我');
    expect(texts.indexOf('我们')).toBeGreaterThan(0);
    expect(texts.indexOf('我们')).toBeLessThan(12);
  });

  test('of two readings give both; an apostrophe parts syllables', () => {
    expect(textsFor('xian')).toEqual(expect.arrayContaining(['先', '西安']));
    expect(textsFor("xi'an")[0]).toBe('西安');
    expect(textsFor("xi'an")).not.toContain('先');
  });

  test('that are no syllable yet give the usual characters that they begin', () => {
    expect(textsFor('zh')).toContain('中');
    expect(suggest(DICTIONARY, 'zh').every(({ letters }) => letters === 2)).toBe(true);
  });

  test('that are no Chinese give nothing, and nothing gives nothing', () => {
    expect(textsFor('wifi')).toEqual([]);
    expect(textsFor('')).toEqual([]);
  });
});

describe('composing', () => {
  /** Types on the keyboard; `|` chooses the first candidate that is this word. */
  function compose(...touches: string[]): { text: string; letters: string } {
    let typed = { text: '', start: 0, end: 0 };
    let letters = '';
    for (const touch of touches.flatMap((part) => (part.startsWith('|') ? [part] : [...part]))) {
      const candidates = suggest(DICTIONARY, letters);
      const wanted = candidates.find(({ text }) => `|${text}` === touch);
      const step: Step = wanted ? chooseCandidate(letters, wanted) : typeSign(letters, touch, candidates[0]);
      letters = step.letters;
      typed = insertInstead(typed, step.write.instead ?? '', step.write.sign);
    }
    return { text: typed.text, letters };
  }

  test('shows the letters in the field until they become characters', () => {
    expect(compose('yisheng')).toEqual({ text: 'yisheng', letters: 'yisheng' });
    expect(compose('yisheng', '|医生')).toEqual({ text: '医生', letters: '' });
  });

  test('goes on with the letters that a choice leaves', () => {
    expect(compose('womenjia', '|我们')).toEqual({ text: '我们jia', letters: 'jia' });
    expect(compose('womenjia', '|我们', '|家')).toEqual({ text: '我们家', letters: '' });
    expect(compose("xi'an", '|西')).toEqual({ text: '西an', letters: 'an' });
  });

  test('takes the first candidate by space, and before a sign', () => {
    expect(compose('bangzhu ').text).toBe('帮助');
    expect(compose('bangzhu，').text).toBe('帮助，');
    expect(compose('womenjia。').text).toBe('我们jia。');
    expect(compose('wo xiwang you gongyuan。').text).toBe('我希望有公园。');
  });

  test('leaves what is no Chinese as it is', () => {
    expect(compose('wifi ').text).toBe('wifi ');
    expect(compose('，').text).toBe('，');
  });
});

describe('the dictionary', () => {
  test('spells every word with syllables that its characters are read by', () => {
    for (const { syllables, text } of [...DICTIONARY.words.values()].flat()) {
      const characters = [...text];
      expect(syllables.length, text).toBe(characters.length);
      for (const [index, syllable] of syllables.entries())
        expect(DICTIONARY.characters.get(syllable), `${text} ${syllable}`).toContain(characters[index]);
    }
  });

  test('has every character of what the kiosk itself says', () => {
    const all = new Set([...DICTIONARY.characters.values()].flat());
    for (const character of '请到接待处说一声，会有人陪您到自助机前。没有找到。请换一个词试试，或者问一问。')
      if (/\p{Script=Han}/u.test(character)) expect(all).toContain(character);
  });
});

test('no page of candidates is wider than the keyboard, none is empty, none is lost', () => {
  const candidates = suggest(DICTIONARY, 'yi');
  const pages = pagesOf(candidates);
  expect(pages.flat()).toEqual(candidates);
  for (const page of pages) {
    const width = page.reduce((sum, { text }) => sum + Math.max(15.2, [...text].length * 11 + 4) + 2.8, -2.8);
    expect(width).toBeLessThanOrEqual(240);
    expect(page.length).toBeGreaterThan(0);
  }
});
