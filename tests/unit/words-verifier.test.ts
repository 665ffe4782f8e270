import { describe, expect, test } from 'vitest';
import {
  type Catalogues,
  type CityTexts,
  faultLine,
  keysStandingTwice,
  verifyCatalogues,
  verifyCityTexts,
} from '../../scripts/lib/words/index.ts';
import { type Language, LANGUAGES, type Localized } from '../../shared/model/index.ts';

/** A small set of catalogues in which nothing is wrong. */
const FRENCH: Catalogues['french'] = {
  'frame.help': { text: 'Aide', note: 'Bar at the bottom, one short word.' },
  continue: { text: 'Continuer', note: 'Main button: go to the next screen.' },
  'text.empty': { text: 'Écrivez, puis touchez Continuer.', note: 'Under a field without words.' },
  'text.left_one': { text: 'Il reste {{count}} signe.', note: 'Under a field: what is left.' },
  'text.left_many': { text: 'Il reste {{count}} de signes.', note: 'Under a field: what is left.' },
  'text.left_other': { text: 'Il reste {{count}} signes.', note: 'Under a field: what is left.' },
  'welcome.delay': { text: 'Après {{duration}}, tout est effacé.', note: 'On the welcome screen.' },
  'privacy.text': {
    text: 'Vos mots sont à vous.\nRien ne reste ici.',
    note: 'The notice: at most 12 words.',
  },
  'source.S3': { text: 'Ville de Paris, 2017', note: 'The name of a document.' },
};

const ENGLISH = {
  'frame.help': 'Help',
  continue: 'Go on',
  'text.empty': 'Write something, then touch Go on.',
  'text.left_one': 'One sign is left.',
  'text.left_other': '{{count}} signs are left.',
  'welcome.delay': 'After {{duration}} everything is erased.',
  'privacy.text': 'Your words are yours.\nNothing stays here.',
  'source.S3': 'City of Paris, 2017',
};

const RUSSIAN = {
  'frame.help': 'Помощь',
  continue: 'Дальше',
  'text.empty': 'Напишите и нажмите «Дальше».',
  'text.left_one': 'Остался {{count}} знак.',
  'text.left_few': 'Осталось {{count}} знака.',
  'text.left_many': 'Осталось {{count}} знаков.',
  'text.left_other': 'Осталось {{count}} знака.',
  'welcome.delay': 'Через {{duration}} всё стирается.',
  'privacy.text': 'Ваши слова — ваши.\nЗдесь ничего не остаётся.',
  'source.S3': 'Город Париж, 2017',
};

const EASY = {
  'frame.help': 'Aide',
  continue: 'Continuer',
  'text.empty': 'Écrivez.\nPuis touchez Continuer.',
  'text.left_one': 'Il reste {{count}} signe.',
  'text.left_many': 'Il reste {{count}} de signes.',
  'text.left_other': 'Il reste {{count}} signes.',
  'welcome.delay': 'Après {{duration}}, tout est effacé.',
  'privacy.text': 'Vos mots sont à vous.\nRien ne reste ici.',
  'source.S3': 'Ville de Paris, 2017',
};

const PROGRAM = {
  sources: [
    "t('frame.help') + t('continue') + t('text.empty') + t('welcome.delay') + t('text.left')",
    "t('privacy.text') + t(`source.${document}`)",
  ],
  typedValues: "  'text.left': '{{count}}';\n  'welcome.delay': '{{duration}}';\n",
};

type Changed = Partial<Record<'fr' | 'fr-simple' | 'en' | 'ru', Record<string, string | undefined>>>;

/** The small set with some texts changed; undefined takes one away. */
function catalogues(changed: Changed = {}): Catalogues {
  const french = Object.entries(changed.fr ?? {}).map(([key, text]) => [
    key,
    { text, note: FRENCH[key]?.note ?? 'Somewhere on a screen.' },
  ]);
  const other = (language: 'fr-simple' | 'en' | 'ru', texts: Record<string, string>) => ({
    language,
    file: `${language}.json`,
    by: 'machine',
    checkedAt: undefined,
    texts: without(undefined, { ...texts, ...changed[language] }) as Record<string, string>,
  });
  return {
    frenchFile: 'fr.json',
    french: { ...FRENCH, ...(Object.fromEntries(french) as Catalogues['french']) },
    others: [other('fr-simple', EASY), other('en', ENGLISH), other('ru', RUSSIAN)],
    twice: [],
    absent: [],
  };
}

function without(value: unknown, record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, each]) => each !== value));
}

function faultsOf(changed: Changed, program = PROGRAM): string[] {
  return verifyCatalogues(catalogues(changed), program).map(faultLine);
}

test('a sound set of catalogues has no fault', () => {
  expect(faultsOf({})).toEqual([]);
});

describe('one fault in a catalogue is found, and said with the file, the key and what to do', () => {
  const BREAKS: [what: string, changed: Changed, found: string | RegExp][] = [
    [
      'a missing text',
      { ru: { continue: undefined } },
      'ru.json · continue: is missing; translate “Continuer”',
    ],
    ['an unknown key', { en: { contineu: 'Go on' } }, 'en.json · contineu: is not in fr.json; take it away'],
    ['an empty text', { ru: { 'frame.help': '' } }, 'ru.json · frame.help: is empty; write it'],
    [
      'a plural form too few',
      { ru: { 'text.left_few': undefined } },
      /^ru\.json · text\.left_few: is missing/,
    ],
    [
      'a plural form too many',
      { en: { 'text.left_few': '{{count}} signs.' } },
      /^en\.json · text\.left_few: is a plural form that this language does not have \(one, other\)/,
    ],
    [
      'a lost placeholder',
      { en: { 'welcome.delay': 'Soon everything is erased.' } },
      /^en\.json · welcome\.delay: lacks \{\{duration\}\}/,
    ],
    [
      'a misspelt placeholder',
      { en: { 'welcome.delay': 'After {{durration}}, {{duration}}.' } },
      /^en\.json · welcome\.delay: has \{\{durration\}\}, which the French text has not/,
    ],
    [
      'a placeholder said twice',
      { en: { 'welcome.delay': 'After {{duration}}, {{duration}}.' } },
      /^en\.json · welcome\.delay: has \{\{duration\}\}, which/,
    ],
    ['a lone brace', { en: { 'frame.help': 'Help}' } }, /^en\.json · frame\.help: has a brace/],
    [
      'a figure left out of a form for 21 as well',
      { ru: { 'text.left_one': 'Остался один знак.' } },
      /^ru\.json · text\.left_one: lacks \{\{count\}\}/,
    ],
    [
      'a button quoted otherwise',
      { en: { 'text.empty': 'Write something, then touch Next.' } },
      'en.json · text.empty: must quote continue exactly as it is: “Go on”',
    ],
    [
      'a word too wide for its place',
      { ru: { 'frame.help': 'Взаимопомощь' } },
      /^ru\.json · frame\.help: “Взаимопомощь” is about 7\.\d em wide, and 5\.7 fit/,
    ],
    [
      'more words than the note allows',
      { en: { 'privacy.text': `Your ${'own '.repeat(12)}words.\nNothing stays.` } },
      /^en\.json · privacy\.text: has 16 words where the note allows 12/,
    ],
    [
      'a sentence left in another script',
      { ru: { 'welcome.delay': 'After {{duration}} all is erased now.' } },
      /^ru\.json · welcome\.delay: has 100 % of letters that are not Cyrillic/,
    ],
    [
      'a letter of the neighbour',
      { ru: { 'frame.help': 'Поміч' } },
      /^ru\.json · frame\.help: has the letter “і”/,
    ],
    [
      'French left',
      { en: { continue: 'CONTINUER', 'text.empty': 'Write, then touch CONTINUER.' } },
      /^en\.json · continue: is still French/,
    ],
    [
      'English left',
      { ru: { 'source.S3': 'City of Paris, 2017' } },
      /^ru\.json · source\.S3: is still English/,
    ],
    [
      'a lost number',
      { en: { 'source.S3': 'City of Paris' } },
      /^en\.json · source\.S3: has lost the number 2017/,
    ],
    [
      'an invented number',
      { en: { 'source.S3': 'City of Paris, 2017, 3 pages' } },
      /^en\.json · source\.S3: has the number 3, which/,
    ],
    [
      'digits of another script',
      { ru: { 'source.S3': 'Город Париж, 2017, ٣' } },
      /^ru\.json · source\.S3: has digits of its own script/,
    ],
    [
      'a lost name',
      { ru: { 'source.S3': 'Столица, 2017' } },
      'ru.json · source.S3: has lost the name Paris (or Париж); put it back',
    ],
    [
      'letters in pieces',
      { en: { 'frame.help': 'Aidé'.normalize('NFD') } },
      /^en\.json · frame\.help: is not in composed form/,
    ],
    [
      'an invisible sign',
      { en: { 'frame.help': 'He\u200Blp' } },
      'en.json · frame.help: has the invisible sign U+200B; take it away',
    ],
    ['an exclamation', { en: { 'frame.help': 'Help!' } }, /^en\.json · frame\.help: has an exclamation mark/],
    [
      'a space at the end',
      { en: { 'frame.help': 'Help ' } },
      /^en\.json · frame\.help: begins or ends a line with a space/,
    ],
    ['two spaces', { en: { 'source.S3': 'City  of Paris, 2017' } }, /^en\.json · source\.S3: has two spaces/],
    [
      'lines that were joined',
      { en: { 'privacy.text': 'Your words are yours. Nothing stays.' } },
      'en.json · privacy.text: has 1 lines where French has 2; write as many',
    ],
    ['blame', { fr: { 'frame.help': 'Erreur' } }, /^fr\.json · frame\.help: speaks of an error/],
  ];
  test.each(BREAKS)('%s', (_, changed, found) => {
    const faults = faultsOf(changed);
    expect(faults).toContainEqual(typeof found === 'string' ? found : expect.stringMatching(found));
    // What else is said is about the same text, not about its neighbours.
    expect(new Set(faults.map((fault) => fault.split(': ')[0])).size).toBeLessThanOrEqual(2);
  });
});

describe('what only looks like a fault is none', () => {
  const SOUND: [what: string, changed: Changed][] = [
    [
      'one, written in a word where the form is for one alone',
      { en: { 'text.left_one': 'A single sign is left.' } },
    ],
    ['a name in its own letters in another script', { ru: { 'source.S3': 'Город Paris, 2017' } }],
    [
      'an address',
      { fr: { 'source.S3': 'Paris, 2017' }, ru: { 'source.S3': 'Париж, 2017, accueil.quartier@ville.fr' } },
    ],
    [
      'a thousand in another grouping',
      {
        fr: { 'source.S3': 'Paris, 65\u00A0000' },
        'fr-simple': { 'source.S3': 'Paris, 65 000' },
        en: { 'source.S3': 'Paris, 65,000' },
        ru: { 'source.S3': 'Париж, 65 000' },
      },
    ],
    [
      'a figure for a number in words',
      {
        fr: { 'frame.help': 'Quatre aides' },
        'fr-simple': { 'frame.help': '4 aides' },
        en: { 'frame.help': 'Four helps' },
        ru: { 'frame.help': 'Помощь' },
      },
    ],
    [
      'half for a percentage, in easy French',
      {
        fr: { 'source.S3': 'Paris, 50\u00A0%' },
        'fr-simple': { 'source.S3': 'La moitié de Paris' },
        en: { 'source.S3': 'Paris, 50%' },
        ru: { 'source.S3': 'Париж, 50 %' },
      },
    ],
    ['easy French that is French', { 'fr-simple': { 'frame.help': 'Aide' } }],
  ];
  test.each(SOUND)('%s', (_, changed) => {
    expect(faultsOf(changed)).toEqual([]);
  });
});

describe('the keys and the program', () => {
  test('a key that no screen uses is found', () => {
    const [unused] = faultsOf({}, { ...PROGRAM, sources: PROGRAM.sources.slice(0, 1) });
    expect(unused).toMatch(/^fr\.json · privacy\.text: is used by no screen/);
  });

  test('what the compiler is told of the values is compared with the texts', () => {
    expect(
      faultsOf({}, { ...PROGRAM, typedValues: "  'text.left': '{{count}}';\n  'gone': '{{name}}';\n" }),
    ).toEqual([
      "renderer/language/placeholders.ts · welcome.delay: must say  'welcome.delay': '{{duration}}';",
      'renderer/language/placeholders.ts · gone: needs no value in fr.json; take the line away',
    ]);
  });

  test('a key that stands twice is found before reading loses one of them', () => {
    expect(keysStandingTwice('{\n  "a": "x",\n  "b": {\n    "a": "x"\n  },\n  "a": "y"\n}')).toEqual(['a']);
    const twice = { ...catalogues(), twice: [{ file: 'fr.json', key: 'a' }] };
    expect(verifyCatalogues(twice, PROGRAM).map(faultLine)).toEqual([
      'fr.json · a: stands twice in the file; keep one of them',
    ]);
  });

  test('a catalogue that nobody has written is found', () => {
    const offered = { ...catalogues(), absent: ['it.json'] };
    expect(verifyCatalogues(offered, PROGRAM).map(faultLine)).toEqual([
      expect.stringMatching(/^it\.json · @by: is not there; write the catalogue/),
    ]);
  });

  test('a plural form that French lacks is found', () => {
    expect(faultsOf({ fr: { 'text.gone_one': 'Parti.', 'text.gone_other': 'Partis.' } })).toContainEqual(
      expect.stringMatching(/^fr\.json · text\.gone_many: is missing/),
    );
  });

  test('a French text without a note is found', () => {
    const bare = catalogues();
    bare.french['continue'] = { text: 'Continuer', note: 'Button.' };
    expect(verifyCatalogues(bare, PROGRAM).map(faultLine)).toContainEqual(
      expect.stringMatching(/^fr\.json · continue: has no note/),
    );
  });
});

describe('who made a catalogue', () => {
  const madeBy = (by: string | undefined, checkedAt?: string) => {
    const set = catalogues();
    const [, english] = set.others;
    if (!english) throw new Error('no English');
    Object.assign(english, { by, checkedAt });
    return verifyCatalogues(set, PROGRAM).map(faultLine);
  };

  test('is said, with the day on which a person approved it', () => {
    expect(madeBy('human', '2026-03-14')).toEqual([]);
    expect(madeBy(undefined)).toEqual([expect.stringMatching(/^en\.json · @by: says not who made it/)]);
    expect(madeBy('robot')).toEqual([expect.stringMatching(/^en\.json · @by: says not who made it/)]);
    expect(madeBy('human')).toEqual([
      expect.stringMatching(/^en\.json · @by: is a person’s without the day/),
    ]);
    expect(madeBy('human', 'in March')).toEqual([expect.stringMatching(/^en\.json · @by: has a checkedAt/)]);
  });
});

describe('easy French', () => {
  const said = (text: string) =>
    faultsOf({
      fr: { 'frame.help': text.replaceAll('\n', ' ').replaceAll('!', '') },
      'fr-simple': { 'frame.help': text },
    })
      .filter((fault) => fault.startsWith('fr-simple.json') && !fault.includes('em wide'))
      .map((fault) => fault.replace('fr-simple.json · frame.help: ', ''));

  test.each([
    ['un deux et trois et quatre et cinq et six et sept et huit et neuf', 'has a sentence of 16 words'],
    ['un deux et trois et quatre et cinq et six\net sept et huit et neuf', 'has a sentence of 16 words'],
    [
      'Les habitantes et les habitants participeraient longuement aux différentes conversations.',
      'has a line of 89 signs',
    ],
    ['Venez. On vous aide.', 'has two sentences on a line'],
    ['Demandez le SIVU', 'has “SIVU” in capitals'],
    ['La moitié, ou 50 %', 'has a percentage'],
    ['Le service dont on parle', 'has “dont”'],
    ['La rue dans laquelle on va', 'has “laquelle”'],
    ['Le vélo ainsi que le train', 'has “ainsi que”'],
    ['Le train & le vélo', 'has the sign “&”'],
    ['Le train ; le vélo', 'has the sign “;”'],
    ['Le train (ou le vélo)', 'has the sign “(”'],
    ['Le roi Louis X', 'has the Roman numeral “X”'],
  ])('%s', (text, problem) => {
    expect(said(text)).toContainEqual(expect.stringContaining(problem));
  });

  test('a list may be long, point by point', () => {
    expect(
      said('Vous pouvez :\nvenir nous voir à l’accueil,\nnous appeler le matin,\nnous écrire une lettre.'),
    ).toEqual([]);
  });
});

describe('the texts of the cities', () => {
  const FILE = 'resources/cities/paris/service/aide.json';
  const SAID: Partial<Record<Language, string>> = {
    fr: 'Aide à Paris',
    'fr-simple': 'Aide à Paris',
    en: 'Help in Paris',
    ar: 'مساعدة في باريس',
    es: 'Ayuda en París',
    'zh-Hans': '巴黎的帮助',
    ta: 'பாரிஸில் உதவி',
    bn: 'প্যারিসে সাহায্য',
    ur: 'پیرس میں مدد',
    uk: 'Допомога в Парижі',
    ru: 'Помощь в Париже',
  };
  /** A proper name alone is right in a language of which the test says nothing else. */
  const said = (language: Language) => SAID[language] ?? 'Paris';
  const NAME = {
    original: 'fr',
    ...Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        { text: said(language), by: language === 'fr' ? 'human' : 'machine' },
      ]),
    ),
  } as unknown as Localized;
  const WORDS = Object.fromEntries(
    LANGUAGES.map((language) => [language, [said(language), said(language), said(language)]]),
  );

  function city(name: Partial<Localized>, words: Record<string, string[]> = WORDS): string[] {
    const text = without(undefined, { ...NAME, ...name }) as unknown as Localized;
    const texts: CityTexts = {
      texts: [{ file: FILE, key: 'name', text }],
      everydayWords: [{ file: FILE, words }],
    };
    return verifyCityTexts(texts)
      .map(faultLine)
      .map((line) => line.replace(`${FILE} · `, ''));
  }

  test('are sound when nothing is wrong', () => {
    expect(city({})).toEqual([]);
  });

  test('names are wanted in every language, other texts in four', () => {
    expect(city({ uk: undefined })).toEqual(['name: is missing in uk; translate it']);
    const summary = without(NAME.uk, { ...NAME, ar: undefined }) as unknown as Localized;
    expect(
      verifyCityTexts({ texts: [{ file: FILE, key: 'summary', text: summary }], everydayWords: [] }).map(
        faultLine,
      ),
    ).toEqual([`${FILE} · summary: is missing in ar; translate it`]);
  });

  test('are judged like the catalogues', () => {
    expect(city({ uk: { text: 'Допомога в Парижі!', by: 'machine' } })).toEqual([
      expect.stringMatching(/^name\.uk: has an exclamation mark/),
    ]);
    expect(city({ ru: { text: 'Help in Paris', by: 'machine' } })).toContainEqual(
      expect.stringMatching(/^name\.ru: is still English/),
    );
    expect(city({ es: { text: 'Ayuda', by: 'machine' } })).toEqual([
      'name.es: has lost the name Paris (or París); put it back',
    ]);
  });

  test('say who made them, in languages that exist', () => {
    expect(city({ en: { text: 'Help in Paris', by: 'human' } })).toEqual([
      expect.stringMatching(/^name: in en is a person’s without the day/),
    ]);
    expect(city({ klingon: { text: 'Help', by: 'machine' } })).toEqual([
      expect.stringMatching(/^name: is written in “klingon”/),
    ]);
  });

  test('can be found by everyday words of every language, in its script', () => {
    expect(city({}, { ...WORDS, bn: ['সাহায্য'] })).toEqual([
      expect.stringMatching(/^words\.bn: has fewer than 3 everyday words/),
    ]);
    expect(city({}, { ...WORDS, ru: ['помощь', 'help', 'помощь'] })).toEqual([
      expect.stringMatching(/^words\.ru: has 100 % of letters that are not Cyrillic/),
    ]);
  });
});
