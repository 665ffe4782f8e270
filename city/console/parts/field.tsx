import { type ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useFirstFocus } from './use-first-focus.ts';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: ReactNode;
  problem?: string | undefined;
}

interface LineProps extends FieldProps {
  type?: 'text' | 'password' | 'date' | 'datetime-local';
  autoComplete?: string;
  takesFocus?: boolean;
  /** The earliest day of a date field. */
  min?: string;
}

/** One line to fill in, under its label, with what is wrong beneath. */
export function LineField({ label, help, problem, min, takesFocus = false, ...field }: LineProps) {
  const place = useFirstFocus<HTMLInputElement>(takesFocus);
  return (
    <TextField className="field" isInvalid={problem !== undefined} validationBehavior="aria" {...field}>
      <Label>{label}</Label>
      <Input ref={place} className="field-input" min={min} />
      <Beneath help={help} problem={problem} />
    </TextField>
  );
}

interface TextProps extends FieldProps {
  rows: number;
  /** The language that is to be written here. */
  language: string;
  direction: 'ltr' | 'rtl' | 'auto';
}

/** Several lines to write, in a language that may run from right to left. */
export function LongField({ label, help, problem, rows, language, direction, ...field }: TextProps) {
  return (
    <TextField className="field" isInvalid={problem !== undefined} validationBehavior="aria" {...field}>
      <Label>{label}</Label>
      <TextArea className="field-input" rows={rows} lang={language} dir={direction} spellCheck />
      <Beneath help={help} problem={problem} />
    </TextField>
  );
}

function Beneath({ help, problem }: Pick<FieldProps, 'help' | 'problem'>) {
  return (
    <>
      {help !== undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </>
  );
}
