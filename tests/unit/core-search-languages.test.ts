import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainWords } from '../../electron/core/search/words.ts';
import { LANGUAGES, type Language } from '../../shared/model/index.ts';
import { DemoSearch } from '../support/demo-search.ts';
import { demoServices } from '../support/records.ts';

const DOCTOR = 'pantin/centres-municipaux-de-sante';
const COMPUTER = 'pantin/plan-acces-numerique';
const HOUSING = 'plaine-commune/conference-du-logement';
const SHELTER = 'pantin/le-refuge';
const WORK = 'pantin/dispositif-rebondir';
const CHILDCARE = 'pantin/entraide-garde-d-enfants';
const FRENCH = 'pantin/accueil-des-personnes-exilees';
const MEALS = 'pantin/restaurant-solidaire-anti-gaspi';
const PAPERS = 'pantin/mes-demarches-pas-a-pas';

let demo: DemoSearch;
beforeAll(() => {
  demo = new DemoSearch();
});

afterAll(() => {
  const times = demo.milliseconds.toSorted((a, b) => a - b);
  const part = (share: number) => times[Math.floor(times.length * share)]?.toFixed(1);
  console.log(`${times.length} searches: half within ${part(0.5)} ms, 95 % within ${part(0.95)} ms`);
  demo.close();
});

/** The best of what is found; a failure shows what came instead. */
function firstThree(text: string, language: Language): string[] {
  return demo.find(text, language).slice(0, 3);
}

describe.each(LANGUAGES)('what people type in %s', (language) => {
  const file = join(import.meta.dirname, 'queries', `${language}.json`);
  const queries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);

  test('is twenty things', () => {
    expect(queries).toHaveLength(20);
  });

  test.each(queries)('"%s" finds %s among the first three', (text, service) => {
    expect(firstThree(text, language)).toContain(service);
  });

  test('and mostly first of all', () => {
    const first = queries.filter(([text, service]) => demo.find(text, language)[0] === service);
    expect(first.length).toBeGreaterThanOrEqual(18);
  });
});

test.each<[Language, string, string]>([
  // Toothache, hunger, a home, papers: what somebody says at the counter.
  ['fr', 'mal aux dents', DOCTOR],
  ['en', 'toothache', DOCTOR],
  ['ar', 'ألم الاسنان', DOCTOR],
  ['es', 'dolor de muelas', DOCTOR],
  ['es', 'quiero aprender frances', FRENCH],
  ['pt-PT', 'dor de dentes', DOCTOR],
  ['pt-PT', 'quero aprender francês', FRENCH],
  ['tr', 'doktora gitmek istiyorum', DOCTOR],
  ['tr', 'ev arıyorum', HOUSING],
  ['zh-Hans', '填表', PAPERS],
  ['ta', 'மருத்துவரை பார்க்க வேண்டும்', DOCTOR],
  ['ta', 'வயோதிபர்', 'pantin/animations-pour-les-aines'],
  ['bn', 'আমি ডাক্তার খুঁজছি', DOCTOR],
  ['ur', 'میں نوکری ڈھونڈ رہا ہوں', WORK],
  ['ro', 'vreau să învăț franceza', FRENCH],
  ['ro', 'durere de dinti', DOCTOR],
  ['uk', 'я голодний', MEALS],
  ['uk', 'болить зуб', DOCTOR],
  ['ru', 'ищу врача', DOCTOR],
  ['ru', 'где переночевать', SHELTER],
])('in %s, "%s" finds %s among the first three', (language, text, service) => {
  expect(firstThree(text, language)).toContain(service);
});

test.each<[Language, string, string, string]>([
  ['tr', 'small and capital i', 'İŞ ARIYORUM', WORK],
  ['tr', 'no dots and hooks', 'is ariyorum', WORK],
  ['ro', 'letters with a cedilla', 'asigurare de sănătate şi locuinţe', HOUSING],
  ['uk', 'a typewriter’s apostrophe', "комп'ютер", COMPUTER],
  ['uk', 'a printed apostrophe', 'комп’ютер', COMPUTER],
  ['uk', 'an apostrophe that is a letter', 'компʼютер', COMPUTER],
  ['ru', 'ё for е and the stress shown', 'жи\u0301льё', HOUSING],
  ['ur', 'an Arabic keyboard’s kaf and yeh', 'نوكري', WORK],
  ['ar', 'an Urdu keyboard’s kaf', 'کمبیوتر', COMPUTER],
  ['ur', 'no space between two words', 'بےگھر', SHELTER],
  ['ur', 'a joiner for the space', 'بے\u200cگھر', SHELTER],
  ['en', 'a space inside a word', 'baby sitter', CHILDCARE],
  ['fr', 'another space inside a word', 'trans port', 'sommet-citoyen/atelier-ville'],
  ['en', 'a mistake that is a French word', 'compter', COMPUTER],
  ['es', 'a mistake that is nearly Portuguese', 'cidadanos', 'sommet-citoyen/conseils-citoyens'],
  ['bn', 'letters in parts', 'ভাড\u09bc\u09be', HOUSING],
  ['ta', 'vowel signs in parts', 'சைக்கிள்'.normalize('NFD'), 'pantin/comite-velo'],
  ['zh-Hans', 'part of a word', '医', DOCTOR],
  ['zh-Hans', 'the end of a word', '疼', DOCTOR],
  ['zh-Hans', 'a word inside a longer one', '学生', 'pantin/conseil-des-enfants'],
  ['zh-Hans', 'a word that nobody wrote', '牙科', DOCTOR],
  ['zh-Hans', 'wide letters', 'ＨＬＭ', HOUSING],
  ['ar', 'Arabic digits', 'التزام ٢ من ٢٠١٧', 'paris/engagement-2-de-2017'],
  ['bn', 'Bengali digits', '২০১৭', 'paris/engagement-2-de-2017'],
])('in %s, %s: "%s"', (language, _, text, service) => {
  expect(firstThree(text, language)).toContain(service);
});

test.each<[Language, string, string]>([
  ['uk', 'лікарями', DOCTOR],
  ['uk', 'квартирами', HOUSING],
  ['ru', 'приглашают', 'plaine-commune/s-inviter-aux-reunions'],
  ['bn', 'ডাক্তারের', DOCTOR],
  ['ur', 'ڈاکٹروں', DOCTOR],
  ['pt-PT', 'médicos', DOCTOR],
  ['ru', 'работой', WORK],
  ['tr', 'doktorlar', DOCTOR],
  ['ta', 'வேலைகள்', WORK],
  ['ro', 'locuințele', HOUSING],
])('in %s, another form of the word: "%s" finds %s', (language, text, service) => {
  expect(firstThree(text, language)).toContain(service);
});

test.each(LANGUAGES)('on a page in %s, a French word finds by the French row', (language) => {
  expect(firstThree('logement', language)).toContain(HOUSING);
  expect(firstThree('logements', language)).toContain(HOUSING);
});

test('a Russian word finds on a Ukrainian page, and both on a French one', () => {
  expect(firstThree('ищу работу', 'uk')).toContain(WORK);
  expect(firstThree('шукаю роботу', 'fr')).toContain(WORK);
  expect(firstThree('врачи', 'fr')).toContain(DOCTOR);
});

test('every word of every record is whole in the index', () => {
  const terms = new Set(demo.db.prepare<[], string>('SELECT term FROM search_vocabulary').pluck().all());
  const texts = [...demoServices().values()].flatMap(({ record }) => [
    ...LANGUAGES.flatMap((language) => [record.name[language]?.text, record.summary[language]?.text]),
    ...Object.values(record.words).flat(),
  ]);
  const words = texts.flatMap((text) => plainWords(text ?? ''));
  expect(words.length).toBeGreaterThan(10_000);
  expect(words.filter((word) => !terms.has(word))).toEqual([]);
});
