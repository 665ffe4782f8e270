export const TEXT_SIZES = ['small', 'medium', 'large', 'extra-large'] as const;
export const COLOUR_THEMES = ['light', 'soft', 'white-on-black', 'black-on-white'] as const;

type TextSize = (typeof TEXT_SIZES)[number];
type ColourTheme = (typeof COLOUR_THEMES)[number];

export interface Appearance {
  textSize: TextSize;
  theme: ColourTheme;
}

export const FIRST_APPEARANCE: Appearance = { textSize: 'medium', theme: 'light' };

/** The tokens of tokens.css and themes.css hang on these two attributes. */
export function applyAppearance(root: HTMLElement, appearance: Appearance): void {
  root.dataset['text'] = appearance.textSize;
  root.dataset['theme'] = appearance.theme;
}
