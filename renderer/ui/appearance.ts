export const TEXT_SIZES = ['small', 'medium', 'large', 'extra-large'] as const;
export const COLOUR_THEMES = ['light', 'soft', 'white-on-black', 'black-on-white'] as const;

type TextSize = (typeof TEXT_SIZES)[number];
type ColourTheme = (typeof COLOUR_THEMES)[number];

export interface Appearance {
  textSize: TextSize;
  theme: ColourTheme;
  /** `low` brings every control down to where somebody who sits can touch it (acc-17). */
  height: 'usual' | 'low';
  /** `none`: nothing moves on the screen, whatever the system says (acc-9). */
  motion: 'usual' | 'none';
}

export const FIRST_APPEARANCE: Appearance = {
  textSize: 'medium',
  theme: 'light',
  height: 'usual',
  motion: 'usual',
};

/** The tokens of tokens.css and themes.css, and the low mode of frame.css, hang on these attributes. */
export function applyAppearance(root: HTMLElement, appearance: Appearance): void {
  root.dataset['text'] = appearance.textSize;
  root.dataset['theme'] = appearance.theme;
  root.dataset['height'] = appearance.height;
  root.dataset['motion'] = appearance.motion;
}
