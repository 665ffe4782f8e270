import { type KeyboardEvent, useState } from 'react';

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface PhysicalKeys {
  readOnly: boolean;
  onKeyDown: (event: KeyboardEvent<Field>) => void;
}

/**
 * Threat: with every letter, the browser tells the whole text of a writable field to its main process, for input methods;
 * that process lives on for weeks, and what it forgot stays in its memory until something else is written there. So a
 * field is read-only while our own keys write in it, and becomes writable when somebody types on a physical keyboard,
 * whose every key goes through that process anyway.
 */
export function usePhysicalKeys(): PhysicalKeys {
  const [used, setUsed] = useState(false);
  return {
    readOnly: !used,
    onKeyDown(event) {
      if (used || !writes(event)) return;
      // At once: this very key is to be written.
      event.currentTarget.readOnly = false;
      setUsed(true);
    },
  };
}

const WRITING_KEYS = new Set(['Backspace', 'Delete', 'Dead', 'Process', 'Unidentified']);

function writes({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (WRITING_KEYS.has(key)) return true;
  return [...key].length === 1 && !ctrlKey && !metaKey;
}
