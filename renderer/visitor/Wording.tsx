import { type ElementType } from 'react';
import { type Localized, wordingFor } from '../../shared/model/index.ts';
import { scriptOf, useLanguage } from '../language/index.ts';

export interface WordingProps {
  of: Localized;
  as?: ElementType;
  className?: string;
}

/** A text of the city in the visitor's language, else in its own. */
export function Wording({ of, as: Element = 'span', className }: WordingProps) {
  const wording = wordingFor(of, useLanguage());
  const { lang, dir } = scriptOf(wording.language);
  return (
    <Element lang={lang} dir={dir} className={['lines', className].filter(Boolean).join(' ')}>
      {wording.text}
    </Element>
  );
}

/** What people wrote, in whatever script: it never disturbs the line that it stands in. */
export function Written({ children }: { children: string }) {
  return <bdi dir="auto">{children}</bdi>;
}
