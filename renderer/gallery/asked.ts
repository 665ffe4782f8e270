import { type Language, languageSchema } from '../../shared/model/index.ts';
import { type Appearance, COLOUR_THEMES, FIRST_APPEARANCE, TEXT_SIZES } from '../ui/index.ts';

/** `parts` has every component in its states; the others fill a screen of their own, as they do before a visitor. */
const SHOWN = ['parts', 'reading', 'hand', 'ask'] as const;

export interface Asked {
  show: (typeof SHOWN)[number];
  language: Language;
  appearance: Appearance;
}

/** What the query string asks for: `?show=hand&theme=soft&size=large&language=ar`, each of them optional. */
export function readAsked(query: string): Asked {
  const values = new URLSearchParams(query);
  return {
    show: oneOf(SHOWN, values.get('show'), 'parts'),
    language: languageSchema.parse(values.get('language') ?? 'fr'),
    appearance: {
      ...FIRST_APPEARANCE,
      theme: oneOf(COLOUR_THEMES, values.get('theme'), FIRST_APPEARANCE.theme),
      textSize: oneOf(TEXT_SIZES, values.get('size'), FIRST_APPEARANCE.textSize),
      motion: 'none',
    },
  };
}

/** The query that asks for the same with something changed. */
export function queryFor(
  asked: Asked,
  change: Partial<Record<'show' | 'theme' | 'size' | 'language', string>>,
) {
  const { show, language, appearance } = asked;
  const query = { show, language, theme: appearance.theme, size: appearance.textSize, ...change };
  return `?${new URLSearchParams(query).toString()}`;
}

export const CHOICES = {
  show: SHOWN,
  theme: COLOUR_THEMES,
  size: TEXT_SIZES,
  language: ['fr', 'ar'],
} as const;

function oneOf<T extends string>(all: readonly T[], name: string | null, usual: T): T {
  return all.find((one) => one === name) ?? usual;
}
