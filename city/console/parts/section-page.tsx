import { type ReactNode } from 'react';

/** A section that is one column: its title, and what it is about. */
export function SectionPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="thing" className="section-page" tabIndex={-1}>
      <div className="section-column">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
