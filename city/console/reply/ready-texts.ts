import { z } from 'zod';
import texts from '../../../resources/locales/console/ready-texts.json' with { type: 'json' };
import {
  type Decision,
  LANGUAGES,
  localizedSchema,
  type Localized,
  type Variant,
} from '../../../shared/model/index.ts';

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

export type ReadyText = z.infer<typeof readyTextSchema>;

export const READY_TEXTS: ReadyText[] = z.array(readyTextSchema).parse(texts);

export function readyTextsFor(decision: Decision): ReadyText[] {
  return READY_TEXTS.filter((ready) => ready.decision === decision);
}

/**
 * A field after a ready text was chosen for it. It takes the place of nothing or of another ready text; beside words
 * of the agent's own it is added at the end, because those must never be lost by a touch. A language without that text
 * leaves the field as it is, once another ready text is gone from it.
 */
export function fillWith(field: string, ready: ReadyText, language: string): string {
  const text = textIn(ready.text, language);
  const ownWords = isReadyText(field, language) ? '' : field.trimEnd();
  if (text === undefined) return ownWords;
  return ownWords === '' ? text : `${ownWords}\n\n${text}`;
}

/** Who made a wording: an unedited ready text keeps the mark it has, anything else is the agent's. */
export function originOf(text: string, language: string): 'human' | 'machine' {
  const ready = READY_TEXTS.find((ready) => textIn(ready.text, language) === text.trim());
  return (ready && variantIn(ready.text, language)?.by) ?? 'human';
}

function isReadyText(field: string, language: string): boolean {
  return READY_TEXTS.some((ready) => textIn(ready.text, language) === field.trim());
}

function textIn(text: Localized, language: string): string | undefined {
  return variantIn(text, language)?.text;
}

/** Undefined in a language that no ready text is written in. */
function variantIn(text: Localized, code: string): Variant | undefined {
  const language = LANGUAGES.find((language) => language === code);
  return language && text[language];
}
