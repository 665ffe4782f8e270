import { describe, expect, test } from 'vitest';
import {
  KEYBOARD_LANGUAGES,
  type KeyboardLanguage,
  LAYOUTS,
  LONGEST_ROW,
} from '../../renderer/ui/keyboard/layouts.ts';
import { PAGES, pageOf } from '../../renderer/ui/keyboard/pages.ts';
import { labelOf, saidOf, SIGN_NAMES, type SignName } from '../../renderer/ui/keyboard/signs.ts';
import { insertSign } from '../../renderer/ui/keyboard/typing.ts';

/** The letters that people of each language learn at school, with the accents and marks of its spelling. */
const ALPHABETS: Record<KeyboardLanguage, string> = {
  fr: 'abcdefghijklmnopqrstuvwxyzéèêëàâçùûîôœ',
  en: 'abcdefghijklmnopqrstuvwxyz',
  ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ',
  es: 'abcdefghijklmnñopqrstuvwxyzáéíóúü',
  'pt-PT': 'abcdefghijklmnopqrstuvwxyzáàâãçéêíóôõú',
  tr: 'abcçdefgğhıijklmnoöprsştuüvyz',
  'zh-Hans': 'abcdefghijklmnopqrstuvwxyz',
  ta: 'அஆஇஈஉஊஎஏஐஒஓஔஃகஙசஞடணதநபமயரலவழளறனஜஶஷஸஹ்ாிீுூெேைொோௌ',
  bn: 'অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎংঃঁ্ািীুূৃেৈোৌ।',
  ur: 'اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤۂۃ',
  ro: 'aăâbcdefghiîjklmnopqrsștțuvwxyz',
  uk: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
};

/** From the words of the screens. */
const SENTENCES: Record<Exclude<KeyboardLanguage, 'zh-Hans'>, string> = {
  fr: "Nous n'avons rien trouvé. Essayez un autre mot, ou demandez à l'accueil.",
  en: 'We found nothing. Try another word, or ask at the desk.',
  ar: 'لم نجد شيئًا. جرّبوا كلمة أخرى أو اسألوا في الاستقبال.',
  es: 'No hemos encontrado nada. ¿Quiere probar con otra palabra, o preguntar en recepción?',
  'pt-PT': 'Não encontrámos nada. Uma pessoa vem consigo até à máquina, pergunte na receção.',
  tr: 'Bir şey bulamadık. Başka bir kelime deneyin ya da danışmaya sorun. İki ışık.',
  ta: 'எதுவும் கிடைக்கவில்லை. வேறு சொல்லை எழுதிப் பாருங்கள், அல்லது வரவேற்பிடத்தில் கேளுங்கள்.',
  bn: 'অভ্যর্থনা ডেস্কে বলুন। অন্য শব্দ লিখে দেখুন, অথবা জিজ্ঞেস করুন। বাড়ি, আষাঢ়, সময়, চাঁদ, উৎসব, দুঃখ।',
  ur: 'ہمیں کچھ نہیں ملا۔ کوئی اور لفظ لکھ کر دیکھیں، یا استقبالیہ پر پوچھیں۔',
  ro: 'Întrebați la recepție. O persoană vine cu dumneavoastră, încercați și alt cuvânt.',
  uk: "Ми нічого не знайшли. Спробуйте інше слово або підійдіть до стійки, ґанок, об'єкт, їжа.",
  ru: 'Подойдите к стойке информации. Сотрудник подойдёт с вами к терминалу, объект, съезд.',
};

/** What keys write, on the pages that have this language's own letters and signs, with capitals. */
function keysOf(language: KeyboardLanguage): Set<string> {
  const { letters, signs } = LAYOUTS[language];
  const own = letters.usual.flat();
  const capitals = letters.capitals ? own.map((letter) => letter.toLocaleUpperCase(letters.lang)) : [];
  return new Set([...own, ...capitals, ...signs.flat(), ' ']);
}

function lettersOf(text: string): string[] {
  return text.normalize('NFC').match(/.\u09bc?/gsu) ?? [];
}

/** Every page as it can stand before a visitor. */
const ALL_PAGES = KEYBOARD_LANGUAGES.flatMap((language) =>
  PAGES.flatMap((page) =>
    [false, true].map((alphabetical) => ({
      name: `${language}, ${page}${alphabetical ? ', alphabetical' : ''}`,
      language,
      rows: pageOf(LAYOUTS[language], page, alphabetical).rows,
    })),
  ),
);

describe.each(KEYBOARD_LANGUAGES)('the keyboard for %s', (language) => {
  const { letters, second, signs } = LAYOUTS[language];

  test('has a key for every letter of its alphabet, in either order', () => {
    for (const order of [letters.usual, letters.alphabetical ?? letters.usual]) {
      const keys = order.flat();
      for (const letter of lettersOf(ALPHABETS[language])) expect(keys).toContain(letter);
    }
  });

  test('has the same keys in the order of the alphabet', () => {
    for (const page of [letters, second.letters]) {
      if (page.alphabetical) expect(page.alphabetical.flat().sort()).toEqual(page.usual.flat().sort());
    }
  });

  test('writes the ten digits that codes and dates are made of', () => {
    for (const digit of '0123456789') expect(signs.flat()).toContain(digit);
  });

  test('is one touch from every letter of French names', () => {
    const all = new Set([...letters.usual, ...second.letters.usual].flat());
    for (const letter of ALPHABETS.fr) expect(all).toContain(letter);
  });
});

test.each(Object.entries(SENTENCES))(
  '%s: a sentence of the screens can be written, key by key',
  (language, sentence) => {
    const keys = keysOf(language as KeyboardLanguage);
    let typed = { text: '', start: 0, end: 0 };
    for (const letter of lettersOf(sentence)) {
      expect(keys).toContain(letter);
      typed = insertSign(typed, letter);
    }
    expect(typed.text).toBe(sentence.normalize('NFC'));
  },
);

describe.each(ALL_PAGES)('the page $name', ({ rows }) => {
  const keys = rows.flat();

  test('has no key twice, and none without a sign', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain('');
  });

  test('writes in normal form C', () => {
    for (const key of keys) expect(key.normalize('NFC')).toBe(key);
  });

  test('is no longer and no higher than fits with keys of 15 mm', () => {
    // Under it stand the row of the space bar and that of the tools.
    expect(rows.length).toBeLessThanOrEqual(6);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(LONGEST_ROW);
  });
});

test('twelve keys of 15 mm and their gaps fit across the panel, upright and lying', () => {
  const millimetresPerPixel = 476.06 / 1920;
  const padding = 20;
  const gap = 2.54;
  const upright = 1080 * millimetresPerPixel - padding;
  const lying = Math.min(0.54 * (1920 * millimetresPerPixel - padding), 240);
  for (const width of [upright, lying]) {
    const key = (width - gap * (LONGEST_ROW - 1)) / LONGEST_ROW;
    expect(key).toBeGreaterThanOrEqual(15);
  }
});

describe('letters that are easily mistaken', () => {
  test('Turkish has two i, each with its own capital', () => {
    const { letters } = LAYOUTS.tr;
    const capitals = letters.usual.flat().map((letter) => letter.toLocaleUpperCase(letters.lang));
    expect(letters.usual.flat()).toEqual(expect.arrayContaining(['i', 'ı']));
    expect(capitals).toEqual(expect.arrayContaining(['İ', 'I']));
  });

  test('each capital is of one key only', () => {
    for (const language of KEYBOARD_LANGUAGES) {
      const { letters } = LAYOUTS[language];
      const capitals = letters.usual.flat().map((letter) => letter.toLocaleUpperCase(letters.lang));
      expect(new Set(capitals).size, language).toBe(capitals.length);
    }
  });

  test('Urdu never writes the Arabic yeh and kaf, nor Romanian a cedilla', () => {
    expect([...keysOf('ur')].join('')).not.toMatch(/[يكى]/);
    expect([...keysOf('ro')].join('')).not.toMatch(/[şţŞŢ]/);
  });

  test('Bengali and Tamil join consonants by their own signs', () => {
    expect(LAYOUTS.bn.letters.usual.flat()).toContain('\u09cd');
    expect(LAYOUTS.ta.letters.usual.flat()).toContain('\u0bcd');
  });
});

describe('names of signs', () => {
  const names = Object.fromEntries(SIGN_NAMES.map((name) => [name, name])) as Record<SignName, string>;

  test('each belong to a key of some keyboard', () => {
    const said = new Set(ALL_PAGES.flatMap(({ rows }) => rows.flat().map((sign) => saidOf(sign, names))));
    for (const name of SIGN_NAMES) expect(said).toContain(name);
  });

  test('tell two keys of one page apart', () => {
    for (const { name, rows } of ALL_PAGES) {
      const labels = rows.flat().map((sign) => labelOf(sign, names));
      expect(new Set(labels).size, name).toBe(labels.length);
    }
    expect(labelOf(',', names)).toBe('comma');
    expect(labelOf('،', names)).toBe('comma ،');
    expect(saidOf('،', names)).toBe('comma');
  });
});
