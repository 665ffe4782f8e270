import { type CSSProperties } from 'react';
import { contrast } from './contrast.ts';
import { isGround, PARTS_ON_GROUNDS, WORDS_ON_GROUNDS } from './meetings.ts';
import { OWN_WORDS, Section } from './Section.tsx';

/** Every role on every ground where it is used, with the contrast that the eye gets there. */
export function Colours({ theme }: { theme: string }) {
  return (
    <Section name="colours" varies={['theme']}>
      <Swatches roles={WORDS_ON_GROUNDS} as="words" theme={theme} />
      <Swatches roles={PARTS_ON_GROUNDS} as="part" theme={theme} />
    </Section>
  );
}

interface SwatchesProps {
  roles: Record<string, readonly string[]>;
  as: 'words' | 'part';
  theme: string;
}

function Swatches({ roles, as, theme }: SwatchesProps) {
  return (
    <div className="gallery-swatches" {...OWN_WORDS}>
      {Object.entries(roles).flatMap(([role, grounds]) =>
        grounds
          .filter((ground) => isGround(ground, theme))
          .map((ground) => <Swatch key={`${role} ${ground}`} role={role} ground={ground} as={as} />),
      )}
    </div>
  );
}

function Swatch({ role, ground, as }: { role: string; ground: string; as: 'words' | 'part' }) {
  const ratio = contrast(valueOf(role), valueOf(ground)).toFixed(1);
  return (
    <div className="gallery-swatch">
      <span className="gallery-colour" data-as={as} style={colours(role, ground)} aria-hidden="true">
        {as === 'words' ? 'Aa' : ''}
      </span>
      <span className="gallery-name">
        {role} on {ground}: <b>{ratio}</b>
      </span>
    </div>
  );
}

function valueOf(role: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim();
}

/** Custom properties, which the type of styles does not know. */
function colours(role: string, ground: string): CSSProperties {
  return Object.fromEntries([
    ['--shown', `var(--${role})`],
    ['--under', `var(--${ground})`],
  ]);
}
