import { expect, test } from 'vitest';
import { withoutEnding } from '../../electron/core/search/endings.ts';
import { languageOfWord } from '../../electron/core/search/language-of-word.ts';
import { stemOf } from '../../electron/core/search/stems.ts';
import { isStopWord } from '../../electron/core/search/stop-words.ts';
import { isOneErrorAway, mayHaveError } from '../../electron/core/search/typing-error.ts';
import { Vocabulary } from '../../electron/core/search/vocabulary.ts';
import { chineseSigns, plainWords } from '../../electron/core/search/words.ts';
import { LANGUAGES } from '../../shared/model/index.ts';

test('words are plain on both sides', () => {
  expect(plainWords('L’Écœurante  Fête, n° 12 !')).toEqual(['l', 'ecoeurante', 'fete', 'n', '12']);
  expect(plainWords('الْمَكْتَبَةُ')).toEqual(plainWords('المكتبه'));
  expect(plainWords('e\u0301cole')).toEqual(plainWords('école'));
});

test.each([
  ['Turkish dotted and dotless i', 'İSTANBUL ISPARTA DİŞÇİ', 'istanbul ısparta dişçi'],
  ['Turkish without its letters', 'yalnızlık', 'yalnizlik'],
  ['Romanian comma and cedilla', 'șțȘȚ', 'şţŞŢ'],
  ['Polish and Danish letters', 'Łódź Ærø', 'lodz aero'],
  ['Ukrainian apostrophes', "компʼютер комп’ютер комп'ютер", 'компютер компютер компютер'],
  ['an apostrophe between Latin letters', 'lʼécole', 'l’ecole'],
  ['Russian ё', 'приём', 'прием'],
  ['a stress over a Cyrillic vowel', 'за\u0301мок', 'замок'],
  ['Ukrainian ґ', 'ґанок', 'ганок'],
  ['kaf', 'نوکری', 'نوكرى'],
  ['yeh', 'ی', 'ي'],
  ['heh', 'ہھۂۃ', 'هههه'],
  ['hamza', 'مسؤول رئيس أمر', 'مسوول رييس امر'],
  ['the three ways to end an Urdu word', 'گئے چاہیے', 'گۓ چاہئے'],
  ['an Urdu n through the nose', 'بچوں', 'بچون'],
  ['a joiner inside a word', 'می\u200cشود ক\u200dখ', 'میشود কখ'],
  ['Arabic presentation forms', '\ufefb', 'لا'],
  ['Bengali letters in one code or two', '\u09df\u09dc\u09dd', '\u09af\u09bc\u09a1\u09bc\u09a2\u09bc'],
  ['Bengali vowel signs in one code or two', 'দো', 'দ\u09c7\u09be'],
  ['Bengali as it sounds', 'দোভাষী বাঁশ ভূত', 'দোভাশি বাশ ভুত'],
  ['Bengali final t', 'হঠাৎ', 'হঠাত্'],
  ['Tamil vowel signs in one code or two', 'கொ கோ', 'க\u0bc6\u0bbe க\u0bc7\u0bbe'],
  ['a Tamil sign that looks like a letter', 'கௌ', 'கெள'],
  ['wide letters and digits', 'ＣＡＦ２０２６', 'caf2026'],
  ['digits', '٢٠١٧ ۲۰۱۷ ২০১৭ २०१७ ௨௦௧௭', '2017 2017 2017 2017 2017'],
])('%s: "%s" and "%s" are the same', (_, a, b) => {
  expect(plainWords(a)).toEqual(plainWords(b));
});

test('letters that tell two words apart stay', () => {
  expect(plainWords('мой')).not.toEqual(plainWords('мои'));
  expect(plainWords('її')).toEqual(['її']);
  expect(plainWords('কি')).not.toEqual(plainWords('কে'));
});

test('what only seems to be a word is none', () => {
  expect(plainWords('\u0301 \u064b \ufe0f ❤️ \u200d')).toEqual([]);
  expect(plainWords('un\u200bdeux')).toEqual(['un', 'deux']);
});

test('Chinese is cut into words, and each into its signs', () => {
  expect(plainWords('看医生')).toEqual(['看', '医生']);
  expect(chineseSigns('医生')).toEqual(['医', '生']);
  expect(chineseSigns('vélo')).toEqual([]);
});

test.each([
  ['வேலை', 'ta', 'ta'],
  ['logement', 'ta', 'fr'],
  ['logement', 'ro', 'ro'],
  ['کام', 'ur', 'ur'],
  ['عمل', 'fr', 'ar'],
  ['робота', 'uk', 'uk'],
  ['работа', 'zh-Hans', 'ru'],
  ['工作', 'en', 'zh-Hans'],
])('"%s" on a page in %s follows the rules of %s', (word, page, language) => {
  expect(languageOfWord(word, page)).toBe(language);
});

test.each([
  ['fr', 'logements', 'logement'],
  ['fr-simple', 'associations', 'association'],
  ['en', 'volunteers', 'volunteering'],
  ['ar', 'المتطوعين', 'متطوع'],
  ['es', 'informaciones', 'información'],
  ['pt-PT', 'habitações', 'habitação'],
  ['tr', 'kadınlar', 'kadın'],
  ['ta', 'வைத்தியரை', 'வைத்தியர்'],
  ['ro', 'informații', 'informație'],
  ['ru', 'городской', 'городскую'],
  ['uk', 'квартирою', 'квартира'],
  ['bn', 'ডাক্তারের', 'ডাক্তার'],
  ['ur', 'کاغذوں', 'کاغذ'],
])('in %s, "%s" and "%s" share a stem', (language, a, b) => {
  const formsOf = (word: string) => new Set([...plainWords(word), stemOf(word, language)]);
  expect(formsOf(a).intersection(formsOf(b)).size).toBeGreaterThan(0);
});

test('a stem is found by the accents, and kept without them', () => {
  expect(stemOf('kadınlar', 'tr')).toBe('kadin');
  expect(stemOf('información', 'es')).toBe('inform');
  expect(stemOf('городской', 'ru')).toBe('городск');
  expect(stemOf('الفرنسية', 'fr')).toBe('فرنس');
  expect(stemOf('工作', 'zh-Hans')).toBe('工作');
});
test('an ending is only taken from a word that stays long enough', () => {
  expect(withoutEnding('мова', 'uk')).toBe('мова');
  expect(withoutEnding('карта', 'uk')).toBe('карт');
  expect(withoutEnding('карта', 'zh-Hans')).toBe('карта');
});

test('a stop word is one in its own language only', () => {
  expect(isStopWord('is', 'en')).toBe(true);
  expect(isStopWord('is', 'tr'), 'iş is work').toBe(false);
  expect(isStopWord('son', 'fr')).toBe(true);
  expect(isStopWord('son', 'en')).toBe(false);
  expect(isStopWord('le', 'ta')).toBe(true);
  expect(isStopWord('اريد', 'ar')).toBe(true);
});

test.each([
  ['fr', 'je'],
  ['fr-simple', 'je'],
  ['en', 'I'],
  ['ar', 'أنا'],
  ['es', 'yo'],
  ['pt-PT', 'eu'],
  ['tr', 'ben'],
  ['zh-Hans', '我'],
  ['ta', 'நான்'],
  ['bn', 'আমি'],
  ['ur', 'میں'],
  ['ro', 'eu'],
  ['uk', 'я'],
  ['ru', 'я'],
])('in %s, "%s" is said in passing', (language, word) => {
  expect(plainWords(word).map((plain) => isStopWord(plain, language))).toEqual([true]);
  expect(LANGUAGES).toContain(language);
});

test.each([
  ['vélo', 'vélos', true],
  ['vlo', 'vélo', true],
  ['vélo', 'vilo', true],
  ['véol', 'vélo', true],
  ['vélo', 'vélo', false],
  ['vélo', 'vol', false],
  ['abcd', 'badc', false],
  ['a', 'abc', false],
  ['சைக்கிழ்', 'சைக்கிள்', true],
  // A whole sign is missing: two codes.
  ['குழந்கள்', 'குழந்தைகள்', true],
  // A consonant of a cluster is missing, with what joins it.
  ['সেচ্ছাসেবক', 'স্বেচ্ছাসেবক', true],
  ['குழந்தை', 'குடும்பம்', false],
  // Outside the first plane, one sign is two UTF-16 units.
  ['𠮷野家店', '吉野家店', true],
  ['𠮷𠮷家店', '吉野家店', false],
])('%s and %s are one error apart: %s', (a, b, expected) => {
  expect(isOneErrorAway(a, b)).toBe(expected);
  expect(isOneErrorAway(b, a)).toBe(expected);
});

test.each([
  ['vélo', true],
  ['bus', false],
  ['医生', false],
  ['𠮷野家', false],
  ['பசி', false],
  ['நீதி', false],
  ['দোভাষি', true],
  ['2017', false],
])('a guess may help for "%s": %s', (word, expected) => {
  expect(mayHaveError(word)).toBe(expected);
});

test('guesses that begin alike come first, and there are not many', () => {
  const crowd = Array.from({ length: 26 }, (_, i) => `${String.fromCodePoint(97 + i)}aison`);
  const vocabulary = new Vocabulary([...crowd, 'maisons']);
  expect(vocabulary.corrections('maison').at(0)).toBe('maisons');
  expect(vocabulary.corrections('maison').length).toBeLessThan(20);
});

test('other forms of a word begin with most of it', () => {
  const vocabulary = new Vocabulary(['переночую', 'перевод', 'conseil', 'conserverie']);
  expect(vocabulary.relatives('переночувати')).toEqual(['переночую']);
  expect(vocabulary.relatives('conserve')).toEqual(['conserverie']);
  expect(vocabulary.relatives('pain')).toEqual([]);
});
