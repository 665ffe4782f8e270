import { type ServiceCard, type ServiceKey } from '../../../shared/contract/index.ts';
import { type Language, wordingFor } from '../../../shared/model/index.ts';

/** Services whose name begins a word with each word asked for, in their order. A kiosk's search knows far more. */
export function findByName(cards: readonly ServiceCard[], text: string, language: Language): ServiceKey[] {
  const asked = wordsOf(text);
  if (asked.length === 0) return [];
  return cards
    .filter(({ name }) => {
      const own = wordsOf(wordingFor(name, language).text);
      return asked.every((word) => own.some((written) => written.startsWith(word)));
    })
    .map(({ tenant, id }) => ({ tenant, id }));
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
