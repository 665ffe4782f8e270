import './styles/index.css';

export {
  applyAppearance,
  COLOUR_THEMES,
  FIRST_APPEARANCE,
  TEXT_SIZES,
  type Appearance,
  type ColourTheme,
  type TextSize,
} from './appearance.ts';
export { Ask, type AskProps } from './Ask.tsx';
export { BigButton, type BigButtonProps } from './BigButton.tsx';
export { ChoiceCard, Choices, type ChoiceCardProps } from './ChoiceCard.tsx';
export { Frame, type FrameItem, type FrameProps } from './Frame.tsx';
export { KEYBOARD_LANGUAGES, type KeyboardLanguage } from './keyboard/layouts.ts';
export {
  Key,
  OnScreenKeyboard,
  type KeyboardProps,
  type KeyboardWords,
} from './keyboard/OnScreenKeyboard.tsx';
export { countSigns, saysSomething, withoutUnreadable } from './keyboard/typing.ts';
export { Notice, type NoticeKind, type NoticeProps } from './Notice.tsx';
export { miniature, pixelsPerMillimetre, setMillimetre, type Panel } from './panel.ts';
export { Pictogram, type PictogramName, type PictogramProps } from './Pictogram.tsx';
export { Screen, type ScreenProps } from './Screen.tsx';
export { ScrollArea, type ScrollWords } from './ScrollArea.tsx';
export { Steps, type Step } from './Steps.tsx';
export { useTextField, type TextFieldProps } from './TextField.tsx';
export { Waiting } from './Waiting.tsx';
