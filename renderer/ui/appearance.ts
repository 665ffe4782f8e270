import { type Appearance } from '../../shared/contract/index.ts';

export { COLOUR_THEMES, TEXT_SIZES, type Appearance } from '../../shared/contract/index.ts';

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
