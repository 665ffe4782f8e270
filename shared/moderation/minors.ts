import { plainLetters } from './letters.ts';

/** How each language says that a person is so many years old: what stands before the number, and what after it. */
interface AgeWords {
  person: string;
  years: string;
}

const OF_AGE = 18;
/** How far before the number the person may stand. */
const NEAR_SIGNS = 40;

/* In plain letters. "J’habite ici depuis 12 ans" tells of no child: the person must stand before, and `NOT_AN_AGE` not. */
const AGES: readonly AgeWords[] = [
  {
    person:
      "j'ai|fille|fils|enfants?|petite-fille|petit-fils|eleves?|garcon|soeur|frere|niece|neveu|age[es]* de",
    years: 'ans',
  },
  { person: "i am|i'm|daughter|son|child|children|kid|boy|girl|aged", years: 'years?( |-)old|years?|yo' },
  { person: 'tengo|hija|hijo|nina|nino', years: 'anos' },
  { person: 'tenho|filha|filho|menina|menino', years: 'anos' },
  { person: 'am|fiica|fiul|copilul|fata|baiatul', years: 'ani' },
  { person: 'ben|kizim|oglum|cocugum', years: 'yas[a-zı]*' },
  { person: 'мне|дочь|дочери|сын|сыну|ребенок|ребёнку', years: 'лет|года?' },
  { person: 'мені|дочка|доньці|син|сину|дитина|дитині', years: 'років|роки|рік' },
  { person: 'عمري|ابنتي|ابني|طفلي|بنتي', years: 'سنوات|سنة|عاما?|أعوام' },
  { person: 'میری عمر|میری بیٹی|میرا بیٹا|بچے', years: 'سال' },
  { person: 'আমার বয়স|আমার মেয়ে|আমার ছেলে|বয়স', years: 'বছর' },
  { person: 'எனக்கு|என் மகள்|என் மகன்|வயது', years: 'வயது|வயதாகிறது|ஆண்டுகள்' },
  { person: '我|女儿|儿子|孩子', years: '岁' },
];

const NOT_AN_AGE = /(?:depuis|pendant|il y a|dans|for|since|desde|hace|ha)\s*$/u;

const SPELLED: Record<string, number> = {
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
};

const PATTERNS = AGES.map(
  ({ person, years }) =>
    new RegExp(
      `(?<before>(?<!\\p{L})(?:${person})(?!\\p{L}).{0,${NEAR_SIGNS}}?)(?<!\\p{N})(?<age>\\d{1,2}|${Object.keys(SPELLED).join('|')})[\\s\\-]{0,2}(?:${years})(?![\\p{L}])`,
      'gsu',
    ),
);

/** Where a text says that somebody is a child. */
export function findMinors(text: string): { start: number; end: number }[] {
  const plain = plainLetters(text);
  return PATTERNS.flatMap((pattern) =>
    [...plain.matchAll(pattern)].flatMap((match) => {
      const { before = '', age = '' } = match.groups ?? {};
      const years = SPELLED[age] ?? Number(age);
      if (years >= OF_AGE || NOT_AN_AGE.test(before)) return [];
      return [{ start: match.index, end: match.index + match[0].length }];
    }),
  );
}
