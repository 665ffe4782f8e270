import { Pictogram, PICTOGRAM_NAMES } from '../ui/index.ts';
import { OWN_WORDS, Section } from './Section.tsx';

export function Pictograms() {
  return (
    <Section name="pictograms" varies={['theme']}>
      <ul className="gallery-pictograms" {...OWN_WORDS}>
        {PICTOGRAM_NAMES.map((name) => (
          <li key={name}>
            <Pictogram name={name} />
            <span className="gallery-name">{name}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
