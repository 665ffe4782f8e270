export { useKeys } from './keys.ts';
export { KeysProvider } from './KeysProvider.tsx';
