import { z } from 'zod';
import texts from '../../../resources/locales/console/ready-texts.json' with { type: 'json' };
import { fillPlaceholders, type ReplyTemplate } from '../../../shared/contract/index.ts';
import {
  type Decision,
  LANGUAGES,
  localizedSchema,
  type Localized,
  type Variant,
} from '../../../shared/model/index.ts';
import { languageTag } from '../words/index.ts';

/** The names of the ready texts: each has its sentence in the catalogues, as `template.…`. */
export const READY_TEXT_IDS = [
  'study',
  'services-first',
  'grouped',
  'accepted-now',
  'next-budget',
  'joined',
  'not-ours',
  'already-there',
  'no-budget',
] as const;

const readyTextSchema = z.object({
  id: z.enum(READY_TEXT_IDS),
  decision: z.enum(['in-progress', 'accepted', 'refused']),
  text: localizedSchema,
});

/** One that comes with the program, with a name in the catalogues, or one of the city's own. */
export type ReadyText = z.infer<typeof readyTextSchema> | CityText;

type CityText = Pick<ReplyTemplate, 'id' | 'decision' | 'text' | 'name'>;

/** Those that come with the program: where a city begins. */
export const READY_TEXTS: z.infer<typeof readyTextSchema>[] = z.array(readyTextSchema).parse(texts);

/** What is offered for a service: the city's own texts, and those of the program that it has not replaced or hidden. */
export function textsOf(templates: readonly ReplyTemplate[], service: string): ReadyText[] {
  const own = templates.filter((each) => !each.hidden && (each.service ?? service) === service);
  const replaced = new Set(templates.map(({ id }) => id));
  return [...READY_TEXTS.filter(({ id }) => !replaced.has(id)), ...own];
}

export function readyTextsFor(decision: Decision, among: readonly ReadyText[] = READY_TEXTS): ReadyText[] {
  return among.filter((ready) => ready.decision === decision);
}

/** The texts with the commission and its day in them, in each language; what is not known yet stays in braces. */
export function filledTexts(
  among: readonly ReadyText[],
  known: { date: string; commission: Localized | undefined },
): ReadyText[] {
  return among.map((ready) => ({ ...ready, text: filled(ready.text, known) }));
}

function filled(text: Localized, { date, commission }: Parameters<typeof filledTexts>[1]): Localized {
  const result = { ...text };
  for (const language of LANGUAGES) {
    const variant = text[language];
    if (variant === undefined) continue;
    const name = commission && (commission[language] ?? commission.fr)?.text;
    const values = {
      ...(date === '' ? {} : { date: dayIn(date, language) }),
      ...(name === undefined ? {} : { commission: name }),
    };
    result[language] = { ...variant, text: fillPlaceholders(variant.text, values) };
  }
  return result;
}

function dayIn(day: string, language: string): string {
  // English as it is read in France: the day before the month.
  const locale = language === 'en' ? 'en-GB' : languageTag(language);
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** A field after the commission or its day changed: a text that nobody edited changes with them. */
export function refill(
  field: string,
  language: string,
  before: readonly ReadyText[],
  after: readonly ReadyText[],
): string {
  const at = before.findIndex((ready) => textIn(ready.text, language) === field.trim());
  const ready = after[at];
  return (ready && textIn(ready.text, language)) ?? field;
}

/**
 * A field after a ready text was chosen for it. It takes the place of nothing or of another ready text; beside words
 * of the agent's own it is added at the end, because those must never be lost by a touch. A language without that text
 * leaves the field as it is, once another ready text is gone from it.
 */
export function fillWith(
  field: string,
  ready: ReadyText,
  language: string,
  among: readonly ReadyText[] = READY_TEXTS,
): string {
  const text = textIn(ready.text, language);
  const ownWords = isReadyText(field, language, among) ? '' : field.trimEnd();
  if (text === undefined) return ownWords;
  return ownWords === '' ? text : `${ownWords}\n\n${text}`;
}

/** Who made a wording: an unedited ready text keeps the mark it has until a person checked it; anything else is the agent's. */
export function originOf(
  text: string,
  language: string,
  among: readonly ReadyText[] = READY_TEXTS,
): 'human' | 'machine' {
  const ready = among.find((each) => textIn(each.text, language) === text.trim());
  const variant = ready && variantIn(ready.text, language);
  return variant?.by === 'machine' && variant.checkedAt === undefined ? 'machine' : 'human';
}

function isReadyText(field: string, language: string, among: readonly ReadyText[]): boolean {
  return among.some((ready) => textIn(ready.text, language) === field.trim());
}

function textIn(text: Localized, language: string): string | undefined {
  return variantIn(text, language)?.text;
}

/** Undefined in a language that no ready text is written in. */
function variantIn(text: Localized, code: string): Variant | undefined {
  const language = LANGUAGES.find((language) => language === code);
  return language && text[language];
}
