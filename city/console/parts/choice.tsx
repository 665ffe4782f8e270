import { useId } from 'react';
import { useFirstFocus } from './use-first-focus.ts';

interface ChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  problem?: string | undefined;
  takesFocus?: boolean;
}

/** A short list to choose from: the browser's own, which every keyboard and every reader knows. */
export function Choice({ label, value, options, onChange, problem, takesFocus = false }: ChoiceProps) {
  const id = useId();
  const place = useFirstFocus<HTMLSelectElement>(takesFocus);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        ref={place}
        id={id}
        className="field-input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {problem !== undefined && (
        <span id={`${id}-problem`} className="field-problem">
          {problem}
        </span>
      )}
    </div>
  );
}
