import { type Field } from '../../../../shared/publishing/index.ts';
import { type Step } from '../value.ts';

/** A field, what it holds, and where that is in the record. */
export interface FieldProps {
  field: Field;
  value: unknown;
  at: readonly Step[];
  onChange: (at: readonly Step[], value: unknown) => void;
}
