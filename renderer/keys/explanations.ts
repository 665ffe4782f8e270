import { type KeyVerb } from '../../shared/contract/index.ts';

/** What the help key says, in this order. */
export const EXPLANATIONS = [
  'keys.next',
  'keys.previous',
  'keys.page',
  'keys.select',
  'keys.help',
  'keys.volume',
] as const;

/** The sentence of the explanations that tells what a verb does. */
export const EXPLAINED_BY = {
  next: 'next',
  'switch-move': 'next',
  previous: 'previous',
  'page-down': 'page',
  'page-up': 'page',
  select: 'select',
  'switch-select': 'select',
  quieter: 'volume',
  louder: 'volume',
  dark: 'dark',
  help: 'help',
  listen: 'help',
  stop: 'help',
  slower: 'help',
  faster: 'help',
  'headset-in': 'help',
  'headset-out': 'help',
} as const satisfies Record<KeyVerb, string>;
