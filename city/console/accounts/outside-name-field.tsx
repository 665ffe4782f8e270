import { LineField } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

interface OutsideNameProps {
  /** What the city's own accounts are called; without them there is no such field. */
  provider: string | undefined;
  value: string;
  onChange: (value: string) => void;
  taken: boolean;
}

/** By what the city's sign-in provider knows somebody: only whoever is written down here comes in that way. */
export function OutsideNameField({ provider, value, onChange, taken }: OutsideNameProps) {
  const { say } = useMessages();
  if (provider === undefined) return null;
  return (
    <LineField
      label={say('accounts.outside-name', { provider })}
      value={value}
      onChange={onChange}
      autoComplete="off"
      help={say('accounts.outside-name-help', { provider })}
      problem={taken ? say('reason.outside-name-taken') : undefined}
    />
  );
}
