import { rewrite, type SpokenText } from './spoken-text.ts';
import { type VoiceName } from './voices.ts';

/** What is written so, and how to write it for espeak; `$1` is the first group of the pattern. */
type Rule = [written: RegExp, said: string];

/** “12 500” is one number, and espeak mostly takes it for two; “0 800 123 456” and “01 48 30” are none. */
const THOUSANDS: Rule = [/(?<=(?<![\d.,+]|\d )[1-9]\d{0,2}(?: \d{3})*) (?=\d{3}(?: \d{3})*(?!\d| \d))/g, ''];

const FRENCH: Rule[] = [
  [/(?<![\p{L}\d])M\.(?= ?(?:\p{Lu}|l[ea] ))/gu, 'Monsieur'],
  [/(?<![\p{L}\d])[nN] ?[°º] ?(?=\d)/gu, 'numéro '],
  [/(?<=\d) ?h ?\/ ?24(?!\d)/g, ' heures sur 24'],
  [/(?<=\d) ?j ?\/ ?7(?!\d)/g, ' jours sur 7'],
  [/(?<=(?<!\d)\d{1,2}) ?h(?![\p{L}]) ?/gu, ' heures '],
  [/(?<=\d) ?min(?![\p{L}.])/gu, ' minutes'],
  [/(?<!\d)1 heures/g, 'une heure'],
  [/(?<!\d)1re(?!\p{L})/gu, '1ère'],
  [/(?<=\d)e(?![\p{L}\d])/gu, 'ème'],
  [/ ?€/g, ' euros'],
  // “habitant·e·s”: the masculine alone is what a person would read out.
  [/·(?:e|ne|le|rice|trice|euse)(?:·?(s))?(?!\p{L})/gu, '$1'],
];

/** Abbreviations that are said letter by letter, and that espeak takes for words. */
const SPELT_IN_FRENCH =
  /(?<![\p{L}\d])(?:AAH|ALD|AME|APA|APL|ARE|ASE|AVS|CCAS|CIAS|CIDFF|CMU|CNI|CPAM|EPCI|EPN|EPT|ERP|ESS|FLE|IME|OPH|OQTF|PMI|RER|RSA|SIAO|UDAF|UE)(?![\p{L}\d])/gu;

/** “XIXe” → “19ème”. */
const CENTURY = /(?<![\p{L}\d])(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})e(?![\p{L}\d])/gu;

const RULES: Partial<Record<VoiceName, Rule[]>> = {
  fr: FRENCH,
  en: [[/(?<!\p{L})No\. ?(?=\d)/gu, 'number ']],
  ar: [
    [/ ?%/g, ' بالمئة'],
    [/&/g, 'و'],
  ],
  es: [
    [/(?<!\p{L})[nN]\.?º ?(?=\d)/gu, 'número '],
    [/\.(?=[ºª])/g, ''],
    [/&/g, 'y'],
  ],
  pt: [[/\.(?=[ºª])/g, '']],
  cmn: [
    [/(\d[\d.,]*) ?%/g, '百分之$1'],
    [/ ?€/g, '欧元'],
    [/&/g, '和'],
  ],
  ta: [[/ ?€/g, ' யூரோ']],
  bn: [
    [/ ?€/g, ' ইউরো'],
    [/&/g, 'এবং'],
  ],
  ur: [
    [/ ?€/g, ' یورو'],
    [/&/g, 'اور'],
    [/(?<=\d):(?=\d\d)/g, ' '],
  ],
  ro: [
    [/(?<!\p{L})[nN]r\. ?(?=\d)/gu, 'numărul '],
    [/&/g, 'și'],
  ],
  uk: [
    [/ ?€/g, ' євро'],
    [/&/g, 'і'],
    [/(?<=\d):(?=\d\d)/g, ' '],
    [/№/g, 'номер'],
  ],
  ru: [
    [/ ?€/g, ' евро'],
    [/&/g, 'и'],
  ],
};

/** Writes out what espeak reads wrongly in this voice's language: hours, numbers, abbreviations. */
export function pronounced(spoken: SpokenText, voice: VoiceName): SpokenText {
  let text = spoken;
  for (const rule of [THOUSANDS, ...(RULES[voice] ?? [])]) text = apply(text, rule);
  if (voice !== 'fr') return text;
  text = rewrite(text, CENTURY, ([numeral]) => `${fromRoman(numeral.slice(0, -1))}ème`);
  return rewrite(text, SPELT_IN_FRENCH, ([abbreviation]) => [...abbreviation].join(' '));
}

function apply(text: SpokenText, [written, said]: Rule): SpokenText {
  return rewrite(text, written, (match) => said.replace('$1', match[1] ?? ''));
}

const ROMAN: Record<string, number> = { I: 1, V: 5, X: 10 };

function fromRoman(numeral: string): number {
  const values = [...numeral].map((sign) => ROMAN[sign] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}
