import type { Counts } from './counts.ts';
import type { Letter } from './mail.ts';

/** Numbers and nothing else: a letter lies in clear on servers that the city does not know. Undefined when nothing waits. */
export function wordDigest(counts: Counts): Omit<Letter, 'to'> | undefined {
  const lines = [
    line(counts.waiting, 'demande attend', 'demandes attendent', 'une première réponse'),
    line(counts.fresh, 'est arrivée', 'sont arrivées', 'depuis hier'),
    line(counts.late, 'demande est en retard', 'demandes sont en retard', 'sur la promesse de la ville'),
    line(counts.callbacks, 'personne attend', 'personnes attendent', 'un appel ou un message'),
  ].filter((each) => each !== undefined);
  if (lines.length === 0) return undefined;
  const text = [
    'Bonjour,',
    '',
    'Ce matin, à la console des bornes :',
    ...lines.map((each) => `– ${each}`),
    '',
    'Pour ne plus recevoir ce courriel : ouvrez la console, puis « Courriel du matin ».',
    '',
  ].join('\n');
  return { subject: 'Bornes : ce qui attend ce matin', text };
}

function line(count: number, one: string, several: string, end: string): string | undefined {
  return count === 0 ? undefined : `${count} ${count === 1 ? one : several} ${end}`;
}
