import { type ReactNode } from 'react';
import { Pictogram, type PictogramName } from './Pictogram.tsx';

export interface Step {
  id: string;
  pictogram: PictogramName;
  text: ReactNode;
}

/** What happens, in order. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step.id} className="step">
          <span className="step-mark">
            <Pictogram name={step.pictogram} />
          </span>
          <span className="step-words">
            <span className="step-number">{index + 1}</span>
            {step.text}
          </span>
        </li>
      ))}
    </ol>
  );
}
