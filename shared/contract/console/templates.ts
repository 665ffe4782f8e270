import { z } from 'zod';
import { LANGUAGES, localizedSchema, type Localized } from '../../model/index.ts';
import { call } from './call.ts';

/** What a ready text can say; other decisions are too much their own. */
export const TEMPLATE_DECISIONS = ['in-progress', 'accepted', 'refused'] as const;

/** What may stand in double braces: the day and the name of the commission that an answer sends a proposal to. */
const PLACEHOLDERS = ['date', 'commission'] as const;

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names in double braces, each once, in the order of the alphabet. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))].toSorted();
}

/** Puts values where their names stand; a name without a value stays as it is. */
export function fillPlaceholders(text: string, values: Partial<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
}

/** The most signs of a template: those of an answer. */
const MOST_SIGNS = 4_000;

const templateSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  /** Null for all services. */
  service: z.string().max(120).nullable(),
  decision: z.enum(TEMPLATE_DECISIONS),
  /** What agents choose it by. */
  name: z.string().trim().min(1).max(60),
  text: localizedSchema.refine(
    (text) => LANGUAGES.every((language) => (text[language]?.text.length ?? 0) <= MOST_SIGNS),
    'too long',
  ),
  /** Not offered any more; kept, since it may stand in the place of one that comes with the program. */
  hidden: z.boolean(),
});

export type ReplyTemplate = z.infer<typeof templateSchema>;

/**
 * `unknown-placeholder`: something else in double braces; `no-commission`: only an answer that sends a proposal to a
 * commission has its date and name; `other-placeholders`: a translation has not the same ones as the original.
 */
type TemplateProblem = 'unknown-placeholder' | 'no-commission' | 'other-placeholders';

/** What is wrong with a template's placeholders, and in which language. */
export function templateProblem({
  decision,
  text,
}: Pick<ReplyTemplate, 'decision' | 'text'>): { problem: TemplateProblem; language: string } | undefined {
  const wanted = placeholdersOf(text, text.original);
  for (const language of LANGUAGES) {
    if (text[language] === undefined) continue;
    const names = placeholdersOf(text, language);
    const isKnown = names.every((name) => PLACEHOLDERS.some((known) => known === name));
    if (!isKnown) return { problem: 'unknown-placeholder', language };
    if (names.length > 0 && decision !== 'in-progress') return { problem: 'no-commission', language };
    if (names.join() !== wanted.join()) return { problem: 'other-placeholders', language };
  }
  return undefined;
}

function placeholdersOf(text: Localized, code: string): string[] {
  const language = LANGUAGES.find((known) => known === code);
  return placeholdersIn((language && text[language]?.text) ?? '');
}

const keptSchema = templateSchema.extend({ changedBy: z.string(), changedOn: z.iso.date() });

/** The ready texts that a city wrote for itself. */
export const templateCalls = {
  /** `services`: those whose requests are answered here. */
  list: call(
    ['agent', 'publisher', 'administrator'],
    z.object({
      templates: z.array(keptSchema),
      services: z.array(z.object({ id: z.string(), name: localizedSchema })),
    }),
  ),
  save: call(['publisher', 'administrator'], keptSchema, [
    'unknown-placeholder',
    'no-commission',
    'other-placeholders',
  ]).input(templateSchema),
};
