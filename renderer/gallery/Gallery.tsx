import './gallery.css';
import { type Asked, CHOICES, queryFor } from './asked.ts';
import { AskScreen } from './AskScreen.tsx';
import { Buttons } from './Buttons.tsx';
import { Cards } from './Cards.tsx';
import { Colours } from './Colours.tsx';
import { Fields } from './Fields.tsx';
import { HandScreen, ReadingScreen } from './screens.tsx';
import { OWN_WORDS } from './Section.tsx';
import { Pictograms } from './Pictograms.tsx';
import { Told } from './Told.tsx';
import { Writing } from './Writing.tsx';

/** Every component of renderer/ui, in every state that it can be in. */
export function Gallery({ asked }: { asked: Asked }) {
  switch (asked.show) {
    case 'parts':
      return <Parts asked={asked} />;
    case 'reading':
      return <ReadingScreen />;
    case 'hand':
      return <HandScreen />;
    case 'ask':
      return <AskScreen />;
  }
}

function Parts({ asked }: { asked: Asked }) {
  return (
    <main className="gallery">
      <header className="gallery-head" {...OWN_WORDS}>
        <h1>Gallery</h1>
        {(['show', 'theme', 'size', 'language'] as const).map((what) => (
          <p key={what}>
            {what}:{' '}
            {CHOICES[what].map((value) => (
              <a key={value} href={queryFor(asked, { [what]: value })}>
                {value}
              </a>
            ))}
          </p>
        ))}
      </header>
      <Colours theme={asked.appearance.theme} />
      <Writing key={`${asked.language} ${asked.appearance.textSize}`} />
      <Buttons />
      <Cards />
      <Told />
      <Fields />
      <Pictograms />
    </main>
  );
}
