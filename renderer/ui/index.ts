import './styles/index.css';

export {
  applyAppearance,
  COLOUR_THEMES,
  FIRST_APPEARANCE,
  TEXT_SIZES,
  type Appearance,
} from './appearance.ts';
export { Ask } from './Ask.tsx';
export { BigButton } from './BigButton.tsx';
export { ChoiceCard, Choices } from './ChoiceCard.tsx';
export { Frame } from './Frame.tsx';
export { HearContext } from './hear.ts';
export { DigitPad } from './keyboard/DigitPad.tsx';
export { Key } from './keyboard/Key.tsx';
export { KeyPad, KeyRow } from './keyboard/KeyPad.tsx';
export { FIRST_HABITS, type KeyboardSettings } from './keyboard/settings.ts';
export { SIGN_NAMES, type SignName } from './keyboard/signs.ts';
export { countSigns, saysSomething, withPlainDigits } from './keyboard/typing.ts';
export { Notice } from './Notice.tsx';
export { setPanel } from './panel.ts';
export { Pictogram, PICTOGRAM_NAMES, type PictogramName } from './Pictogram.tsx';
export { ScrollArea } from './ScrollArea.tsx';
export { Screen, type ScreenProps } from './Screen.tsx';
export { Steps } from './Steps.tsx';
export { useTextField } from './TextField.tsx';
export { usePhysicalKeys } from './use-physical-keys.ts';
export { Waiting } from './Waiting.tsx';
export { withoutRepeats } from './without-repeats.ts';
