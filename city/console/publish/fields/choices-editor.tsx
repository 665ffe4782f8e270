import { useId } from 'react';
import { useOptionWord, useWords } from '../words.ts';
import { pathOf } from '../value.ts';
import { type FieldProps } from './field-props.ts';
import { Group } from './group.tsx';

/** Yes or no. */
export function FlagEditor({ field, value, at, onChange }: FieldProps) {
  const words = useWords();
  return (
    <div data-path={pathOf(at)}>
      <Tick
        label={words(field.label)}
        isTicked={value === true}
        onChange={(ticked) => onChange(at, ticked || field.required ? ticked : undefined)}
      />
    </div>
  );
}

/** As many words of a list as one likes; they keep the order in which they were chosen. */
export function ChoicesEditor({ field, value, at, onChange }: FieldProps) {
  const word = useOptionWord();
  const chosen = Array.isArray(value) ? (value as unknown[]) : [];
  return (
    <Group field={field} at={at}>
      <div className="publish-ticks">
        {(field.among ?? []).map((option) => (
          <Tick
            key={option.value}
            label={word(option)}
            isTicked={chosen.includes(option.value)}
            onChange={(ticked) =>
              onChange(
                at,
                ticked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value),
              )
            }
          />
        ))}
      </div>
    </Group>
  );
}

interface TickProps {
  label: string;
  isTicked: boolean;
  onChange: (ticked: boolean) => void;
}

function Tick({ label, isTicked, onChange }: TickProps) {
  const id = useId();
  return (
    <span className="publish-tick">
      <input
        id={id}
        type="checkbox"
        checked={isTicked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
