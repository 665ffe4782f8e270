import { useCallback, useContext, useSyncExternalStore } from 'react';
import { KeptContext } from './contexts.ts';

/**
 * State that outlives its screen, until the visit ends. `key` names one kind of state only: what was kept under it is
 * taken to be a `T`.
 */
export function useKept<T>(key: string, first: T): [T, (next: T) => void] {
  const kept = useContext(KeptContext);
  const subscribe = useCallback((listener: () => void) => kept.subscribe(listener), [kept]);
  const value = useSyncExternalStore(subscribe, () => kept.get(key));
  const set = useCallback((next: T) => kept.set(key, next), [kept, key]);
  return [value === undefined ? first : (value as T), set];
}
