import { type Catalogues, pluralFormOf } from './catalogues.ts';
import { type Fault, shortly } from './fault.ts';

/** A button's text shorter than this is too common a word to be taken for a quotation of the button. */
const SHORTEST_QUOTED = 6;

/** What the note of a text says when it stands on something that can be touched. */
const ON_A_BUTTON = /\bbutton\b/i;

/** Quotations that French alone does not show to be one. */
const CERTAIN: [quoting: string, quoted: string][] = [
  // The button is read out with the question after it: who asks for it by voice says the word that stands on it.
  ['review.change.named', 'review.change'],
  // What a reader says of a choice, and what the eye sees beside the tick.
  ['say.chosen', 'chosen'],
  // Said when the key is touched, whose name was said before.
  ['keyboard.capitals.on', 'keyboard.capitals'],
  ['keyboard.capitals.off', 'keyboard.capitals'],
];

/** Who reads “touch Continue” looks for a button that says exactly that. */
export function findQuoteFaults(catalogues: Catalogues): Fault[] {
  const pairs = [...findQuotes(catalogues), ...CERTAIN.filter(([, quoted]) => quoted in catalogues.french)];
  const french = { file: catalogues.frenchFile, texts: textsOf(catalogues) };
  return [french, ...catalogues.others].flatMap(({ file, texts }) =>
    pairs.flatMap(([quoting, quoted]) => {
      const text = texts[quoting];
      const button = texts[quoted];
      if (text === undefined || button === undefined || text.includes(button)) return [];
      return [{ file, key: quoting, problem: `must quote ${quoted} exactly as it is: ${shortly(button)}` }];
    }),
  );
}

/** The texts that quote a button in French: between quotation marks, or after “touchez”. */
export function findQuotes(catalogues: Catalogues): [quoting: string, quoted: string][] {
  const texts = Object.entries(textsOf(catalogues));
  const buttons = texts.filter(([key, text]) => isButton(catalogues, key) && text.length >= SHORTEST_QUOTED);
  return texts.flatMap(([quoting, text]) =>
    buttons
      .filter(([quoted, button]) => quoted !== quoting && quotes(text, button))
      .map(([quoted]): [string, string] => [quoting, quoted]),
  );
}

function isButton({ french }: Catalogues, key: string): boolean {
  return pluralFormOf(key) === undefined && ON_A_BUTTON.test(french[key]?.note ?? '');
}

function quotes(text: string, button: string): boolean {
  const words = RegExp.escape(button);
  return (
    new RegExp(`«\\s*${words}\\s*»`, 'u').test(text) ||
    new RegExp(`[Tt]ouche[zr]? (sur )?${words}(?!\\p{L})`, 'u').test(text)
  );
}

function textsOf({ french }: Catalogues): Record<string, string> {
  return Object.fromEntries(Object.entries(french).map(([key, { text }]) => [key, text]));
}
