import { type Language } from '../../../shared/model/index.ts';

/**
 * Proper names, as the sources write them. In a language of another script a name may stand in Latin letters, or in
 * one of the spellings given here; a spelling is the part that no ending changes.
 */
export const NAMES: Record<string, Partial<Record<Language, string>>> = {
  Pantin: { ar: 'بانتان', bn: 'পঁতাঁ', ta: 'பந்தன்', uk: 'Панте', ru: 'Панте' },
  Paris: {
    es: 'París',
    ar: 'باريس',
    'zh-Hans': '巴黎',
    ta: 'பாரிஸ',
    bn: 'প্যারিস',
    ur: 'پیرس',
    uk: 'Париж',
    ru: 'Париж',
  },
  'Plaine Commune': { ar: 'بلين كومون' },
  'Quatre-Chemins': { ar: 'كاتر شومان' },
  'Le Refuge': { ar: 'الملجأ' },
  Rebondir: { ar: 'ريبوندير' },
  Extracité: {},
  'cap ou pas cap': {},
  'muse des territoires': {},
  vox: {},
};

/** Other words that stay in Latin letters: names of keyboards, initials, and a French name that is being explained. */
const LATIN_EVERYWHERE = [
  'ABC',
  'AZERTY',
  'QWERTY',
  'DDCT',
  'SIAO',
  'Clip',
  'commissions locales inter-partenariales',
];

/** Addresses are copied by hand into a telephone: they are never translated. */
const ADDRESS =
  /[\w.-]+@[\w.-]+\w|(?:https?:\/\/)?(?:[\w-]+\.)+(?:fr|org|com|net|eu|news|paris)\b(?:\/[\w./-]*)?/giu;

const LATIN = new RegExp(
  [...Object.keys(NAMES), ...LATIN_EVERYWHERE].map((name) => RegExp.escape(name)).join('|'),
  'gu',
);

/** A letter by itself is the name of a key. */
const LONE_LETTER = /(?<!\p{L})\p{Script=Latin}(?!\p{L})/gu;

/** A text without what may stand in Latin letters in any language. */
export function withoutLatinNames(text: string): string {
  return text.replaceAll(ADDRESS, ' ').replaceAll(LATIN, ' ').replaceAll(LONE_LETTER, ' ');
}
