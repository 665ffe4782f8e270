import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

/** The gallery's own words are for those who build it, in one language. */
export const OWN_WORDS = { lang: 'en', dir: 'ltr' } as const;

export interface SectionProps {
  /** Also the name of its picture. */
  name: string;
  /** What makes it look otherwise; it is photographed once for each. */
  varies?: Variation[];
  children: ReactNode;
}

type Variation = 'theme' | 'size' | 'direction';

const EVERYTHING: Variation[] = ['theme', 'size', 'direction'];

/** One picture of the gallery. */
export function Section({ name, varies = EVERYTHING, children }: SectionProps) {
  const id = useId();
  return (
    <section
      className="gallery-section"
      data-picture={name}
      data-varies={varies.join(' ')}
      aria-labelledby={id}
    >
      <h2 id={id} className="gallery-title" {...OWN_WORDS}>
        {name}
      </h2>
      {children}
    </section>
  );
}

export function Cases({ columns = 2, children }: { columns?: 1 | 2; children: ReactNode }) {
  return (
    <div className="gallery-cases" data-columns={columns}>
      {children}
    </div>
  );
}

export interface CaseProps {
  name: string;
  state?: ForcedState;
  children: ReactNode;
}

/** One component in one state, under a line that says which. */
export function Case({ name, state, children }: CaseProps) {
  return (
    <div className="gallery-case">
      <p className="gallery-name" {...OWN_WORDS}>
        {name}
      </p>
      <Forced state={state}>{children}</Forced>
    </div>
  );
}

export type ForcedState = 'pressed' | 'focus-visible' | undefined;

export interface ForcedProps {
  state: ForcedState;
  /** Which control, where there are several. */
  of?: string;
  children: ReactNode;
}

/** Puts a control into a state that otherwise needs a finger or a keyboard. */
export function Forced({ state, of = 'button', children }: ForcedProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (state) place.current?.querySelector(of)?.setAttribute(`data-${state}`, 'true');
  }, [state, of]);
  return (
    <div ref={place} className="gallery-forced">
      {children}
    </div>
  );
}
