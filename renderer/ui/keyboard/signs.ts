/** Signs whose sound is not their shape: each has a name in the catalogues, `sign.` before it. */
export const SIGN_NAMES = [
  'comma',
  'full-stop',
  'question',
  'exclamation',
  'colon',
  'semicolon',
  'apostrophe',
  'hyphen',
  'quote',
  'open',
  'close',
  'slash',
  'at',
  'plus',
  'equals',
  'and',
  'hash',
  'underscore',
  'star',
  'percent',
  'euro',
] as const;

export type SignName = (typeof SIGN_NAMES)[number];

const SIGNS_OF: Record<SignName, string> = {
  comma: ',،，、',
  'full-stop': '.۔।。',
  question: '?؟？¿',
  exclamation: '!！¡',
  colon: ':：',
  semicolon: ';؛；',
  apostrophe: "'’",
  hyphen: '-–',
  quote: '"«»„“”《》',
  open: '(（',
  close: ')）',
  slash: '/',
  at: '@',
  plus: '+',
  equals: '=',
  and: '&',
  hash: '#',
  underscore: '_',
  star: '*',
  percent: '%',
  euro: '€',
};

const NAMES = new Map(
  SIGN_NAMES.flatMap((name) => [...SIGNS_OF[name]].map((sign): [string, SignName] => [sign, name])),
);

/** What a key says aloud when it is touched: a letter itself, or the name of its sign. */
export function saidOf(sign: string, names: Record<SignName, string>): string {
  const name = NAMES.get(sign);
  return name === undefined ? sign : names[name];
}

/** What a screen reader calls the key: as it is said, and the sign itself where a page may have two of that name. */
export function labelOf(sign: string, names: Record<SignName, string>): string {
  const said = saidOf(sign, names);
  return said === sign || /^[!-~]$/.test(sign) ? said : `${said} ${sign}`;
}

/** What stands on the key: a mark stands on something, or nobody could read it. */
export function shownOnKey(sign: string): string {
  if (!/^\p{M}/u.test(sign)) return sign;
  return `${/^\p{Script=Inherited}/u.test(sign) ? 'ـ' : '◌'}${sign}`;
}

/** Signs too broad for a key at the size of the others. */
const BROAD = new Set(['ஔ', 'ொ', 'ோ', 'ௌ', 'க்ஷ', 'ஸ்ரீ'].map((sign) => sign.normalize('NFC')));

export function isBroad(sign: string): boolean {
  return BROAD.has(sign);
}
