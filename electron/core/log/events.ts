/**
 * All that a kiosk process may ever say. A new event is a new line here, so that nobody logs a free text, which sooner
 * or later holds what somebody typed (`priv-2`).
 */
export type LogEvent =
  | 'started'
  | 'stopped'
  | 'enrolled'
  | 'enrolment-code-refused'
  | 'enrolment-failed'
  | 'root-key-changed'
  | 'device-key-made'
  | 'device-key-set-aside'
  | 'keyset-kept'
  | 'keyset-refused'
  | 'checkpoint-applied'
  | 'checkpoint-refused'
  | 'content-fetched-anew'
  | 'content-rebuilt'
  | 'content-altered'
  | 'clock-differs'
  | 'sync-failed'
  | 'update-needed'
  | 'delivered'
  | 'delivery-failed'
  | 'item-needs-attention'
  | 'item-altered-on-the-way'
  | 'items-offered-again'
  | 'items-settled'
  | 'attachment-delivered'
  | 'attachment-needs-attention'
  | 'attachment-refused'
  | 'carrying-failed'
  | 'settling-failed'
  | 'round-overdue'
  | 'round-failed'
  | 'stick-read'
  | 'stick-written'
  | 'stick-refused'
  | 'record-failed'
  | 'procedure-failed'
  | 'backup-made'
  | 'command-done'
  | 'command-expired'
  | 'backup-failed'
  | 'precious-set-aside'
  | 'precious-restored';

/** Numbers and words of the program. Words that are not kebab-case, such as anything a person wrote, are left out. */
export interface LogFields {
  role?: string;
  tenant?: string;
  scope?: string;
  reason?: string;
  code?: string;
  procedure?: string;
  issues?: string;
  status?: number;
  count?: number;
  edition?: number;
  epochNumber?: number;
  milliseconds?: number;
}
