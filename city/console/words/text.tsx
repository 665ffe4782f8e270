import { type Localized, originalOf, wordingFor } from '../../../shared/model/index.ts';
import { directionOf, languageTag } from './languages.ts';
import { useMessages } from './messages.ts';

/** A text that the city published, in the language of these pages or else in its own, which a reader is told by `lang`. */
export function Text({ of }: { of: Localized }) {
  const { language } = useMessages();
  const wording = wordingFor(of, language);
  return (
    <span
      lang={wording.language === undefined ? '' : languageTag(wording.language)}
      dir={wording.language === undefined ? 'auto' : directionOf(wording.language)}
    >
      {wording.text}
    </span>
  );
}

/** The wording that a text was first written in, which tells two texts apart. */
export function originalText(text: Localized): string {
  return originalOf(text)?.text ?? '';
}
